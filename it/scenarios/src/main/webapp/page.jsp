<%@ page contentType="text/plain;charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
${amplify.authenticated ? amplify.currentUser.username() : "guest"}
