<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Your account</title>
  <link rel="stylesheet" href="style.css">
</head>
<body>
<header>
  <strong>amplify-jakarta demo</strong>
  <a href="./">Home</a>
  <a href="api/auth/sign-out" id="sign-out">Sign out</a>
</header>
<main>
  <h1>Hello, <span id="username"><c:out value="${amplify.currentUser.username()}"/></span></h1>
  <h2>Attributes</h2>
  <table id="attributes">
    <c:forEach var="attribute" items="${amplify.fetchUserAttributes()}">
    <tr><th><c:out value="${attribute.key}"/></th><td><c:out value="${attribute.value}"/></td></tr>
    </c:forEach>
  </table>
  <h2>Groups</h2>
  <c:set var="groups" value="${amplify.fetchAuthSession().tokens().get().accessToken().groups()}"/>
  <p id="groups"><c:out value="${empty groups ? 'none' : String.join(', ', groups)}"/></p>
</main>
</body>
</html>
