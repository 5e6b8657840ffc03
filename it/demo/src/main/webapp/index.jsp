<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>amplify-jakarta demo</title>
  <link rel="stylesheet" href="style.css">
</head>
<body>
<header>
  <strong>amplify-jakarta demo</strong>
  <a href="account.jsp">Your account</a>
  <a href="photos.jsp">Photos</a>
  <a href="todos.jsp">To do</a>
  <c:choose>
    <c:when test="${amplify.authenticated}">
  <a href="api/auth/sign-out" id="sign-out">Sign out</a>
    </c:when>
    <c:otherwise>
  <a href="api/auth/sign-in" id="sign-in">Sign in</a>
  <a href="api/auth/sign-up" id="sign-up">Sign up</a>
    </c:otherwise>
  </c:choose>
</header>
<main>
  <h1>A public page</h1>
  <p id="who">${amplify.authenticated ? 'You are signed in.' : 'You are a guest.'}</p>
  <p>This page is rendered on the server by Jakarta Pages. The session lives in HttpOnly cookies; the browser runs no
    script for it. Sign in as <b>alice</b> with the password <b>Passw0rd!</b>, or sign up.</p>
  <figure><img src="api/welcome-picture" alt="" id="welcome"></figure>
</main>
</body>
</html>
