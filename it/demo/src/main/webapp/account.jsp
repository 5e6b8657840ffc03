<%@ page contentType="text/html; charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="demo" tagdir="/WEB-INF/tags" %>
<demo:page title="Your account" at="Account">
<h1>Hello, <span id="username"><c:out value="${amplify.currentUser.username()}"/></span></h1>
<p>This page is a protected path: the library has sent you to sign in before it ran.</p>
<h2>Groups</h2>
<p id="groups"><c:out value="${empty visitor.groups ? 'none' : String.join(', ', visitor.groups)}"/></p>
<h2>Attributes</h2>
<c:choose>
  <c:when test="${profile.unavailable}">
<p class="notice bad" role="status">Cognito does not answer, so your attributes are missing here. You are still signed in.</p>
  </c:when>
  <c:otherwise>
<p>The server asked Cognito for them (<code>fetchUserAttributes()</code>).</p>
<table id="attributes">
  <thead><tr><th scope="col">Attribute</th><th scope="col">Value</th></tr></thead>
  <tbody>
  <c:forEach var="attribute" items="${profile.attributes}">
  <tr><th scope="row"><c:out value="${attribute.key}"/></th><td><c:out value="${attribute.value}"/></td></tr>
  </c:forEach>
  </tbody>
</table>
  </c:otherwise>
</c:choose>
</demo:page>
