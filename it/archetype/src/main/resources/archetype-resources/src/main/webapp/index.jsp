<%@ page contentType="text/html; charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Welcome</title>
  <link rel="stylesheet" href="style.css">
</head>
<body>
<main>
<c:choose>
  <c:when test="${amplify.authenticated}">
  <h1>Welcome back, <c:out value="${amplify.currentUser.username()}"/></h1>
  <p><a class="button" href="account.jsp">Your account</a> <a href="api/auth/sign-out">Sign out</a></p>
  </c:when>
  <c:otherwise>
  <h1>Welcome</h1>
  <p>You are a guest. Your <a href="account.jsp">account</a> is a protected page: it leads to the sign-in.</p>
  <p><a class="button" href="api/auth/sign-in">Sign in</a></p>
  </c:otherwise>
</c:choose>
</main>
</body>
</html>
