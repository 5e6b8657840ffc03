<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<p>Hello, <c:out value="${amplify.authenticated ? amplify.currentUser.username() : 'guest'}"/></p>
