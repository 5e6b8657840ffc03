<%@ page contentType="text/html; charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="demo" tagdir="/WEB-INF/tags" %>
<demo:page title="Photos" at="Photos" script="photos.js">
<h1>Photos</h1>
<c:choose>
  <c:when test="${visitor.signedIn}">
<p>Pictures are in S3. Everybody sees the shared album, and nobody but you sees yours: S3 refuses others, because each
  call is made with the AWS credentials of the visitor.</p>
<form id="upload" class="card">
  <p class="row"><label for="file">Picture</label> <input type="file" id="file" accept="image/*" required></p>
  <fieldset>
    <legend>Album</legend>
    <label><input type="radio" name="album" value="shared" checked> shared</label>
    <label><input type="radio" name="album" value="own"> only mine</label>
  </fieldset>
  <button>Upload</button>
  <p class="row" id="transfer" hidden><label for="progress">Sent</label> <progress id="progress" max="100" value="0"></progress></p>
  <output id="problem"></output>
</form>
<h2 id="own-title">Only mine</h2>
<c:set var="own" value="${album.own}"/>
<c:if test="${empty own}">
<form class="empty" method="post" action="api/sample-pictures">
  <p>Nothing is here yet.</p>
  <button id="add-samples">Add two pictures of the demo</button>
</form>
</c:if>
<div class="album" id="own">
  <c:forEach var="photo" items="${own}"><demo:photo photo="${photo}" folder="own" removable="true"/></c:forEach>
</div>
  </c:when>
  <c:otherwise>
<p>You are a guest: you see the shared album, with AWS credentials for guests. <a href="api/auth/sign-in">Sign in</a> to
  upload pictures and to have an album of your own.</p>
  </c:otherwise>
</c:choose>
<h2 id="shared-title">Shared</h2>
<c:set var="shared" value="${album.shared}"/>
<c:if test="${empty shared}"><p>Nobody has shared a picture yet. These come with the demo.</p></c:if>
<div class="album" id="shared">
  <c:forEach var="photo" items="${shared}"><demo:photo photo="${photo}" folder="shared" removable="${visitor.signedIn}"/></c:forEach>
  <c:if test="${empty shared}">
    <c:forEach var="photo" items="${album.samples}">
    <figure>
      <img src="<c:out value="${photo.url()}"/>" alt="<c:out value="${photo.description()}"/>" width="900" height="600">
      <figcaption><c:out value="${photo.name()}"/></figcaption>
    </figure>
    </c:forEach>
  </c:if>
</div>
</demo:page>
