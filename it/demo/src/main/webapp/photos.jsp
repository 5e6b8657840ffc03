<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Photos</title>
  <link rel="stylesheet" href="style.css">
  <script src="photos.js" defer></script>
</head>
<body>
<header>
  <strong>amplify-jakarta demo</strong>
  <a href="./">Home</a>
  <a href="account.jsp">Account</a>
</header>
<main>
  <c:if test="${amplify.authenticated}">
  <form id="upload">
    <input type="file" id="file" accept="image/*" required>
    <label><input type="radio" name="album" value="shared" checked> shared</label>
    <label><input type="radio" name="album" value="own"> only mine</label>
    <button>Upload</button>
    <progress id="progress" max="100" value="0"></progress>
    <output id="problem"></output>
  </form>
  <h2>Only mine</h2>
  <div class="album" id="own">
    <c:forEach var="photo" items="${album.own}">
    <figure>
      <img src="<c:out value="${photo.url()}"/>" alt="<c:out value="${photo.name()}"/>">
      <figcaption><a href="api/photos/own/<c:out value="${photo.name()}"/>" download><c:out value="${photo.name()}"/></a>
        <button data-remove="own">delete</button></figcaption>
    </figure>
    </c:forEach>
  </div>
  </c:if>
  <h2>Shared</h2>
  <div class="album" id="shared">
    <c:forEach var="photo" items="${album.shared}">
    <figure>
      <img src="<c:out value="${photo.url()}"/>" alt="<c:out value="${photo.name()}"/>">
      <figcaption><a href="api/photos/shared/<c:out value="${photo.name()}"/>" download><c:out value="${photo.name()}"/></a>
        <c:if test="${amplify.authenticated}"><button data-remove="shared">delete</button></c:if></figcaption>
    </figure>
    </c:forEach>
  </div>
</main>
</body>
</html>
