<%@ page contentType="text/plain;charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<% response.setHeader("Cache-Control", "public, max-age=3600"); %>
${amplify.authenticated ? amplify.currentUser.username() : "guest"}
