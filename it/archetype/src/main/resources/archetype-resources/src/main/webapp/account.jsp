<%@ page contentType="text/html; charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Your account</title>
  <link rel="stylesheet" href="style.css">
</head>
<body>
<main>
  <h1>Hello, <c:out value="${amplify.currentUser.username()}"/></h1>
  <p>Nobody sees this page without a session. A script finds you at <a href="api/current-user">api/current-user</a>.</p>
  <p><a class="button" href="api/auth/sign-out">Sign out</a> <a href="./">Home</a></p>
</main>
</body>
</html>
