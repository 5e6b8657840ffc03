<%@ page contentType="text/html; charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="demo" tagdir="/WEB-INF/tags" %>
<demo:page title="Administrators" at="Administrators">
<h1>Administrators</h1>
<p>You see this page because you are in the Cognito group <code>admins</code>. bob gets 403 here, and a guest is sent to sign
  in.</p>
<h2>What the sandbox was asked since it started</h2>
<c:set var="calls" value="${callReport.calls}"/>
<c:choose>
  <c:when test="${empty calls}"><p>There is no sandbox here.</p></c:when>
  <c:otherwise>
<table id="report">
  <thead><tr><th scope="col">Operation or path</th><th scope="col" class="amount">Calls</th></tr></thead>
  <tbody>
  <c:forEach var="call" items="${calls}">
  <tr><th scope="row"><c:out value="${call.key}"/></th><td class="amount">${call.value}</td></tr>
  </c:forEach>
  </tbody>
</table>
  </c:otherwise>
</c:choose>
<h2>How it is protected</h2>
<p>The configuration makes the path need a session:</p>
<pre tabindex="0"><code data-file="resources/META-INF/microprofile-config.properties">amplify.auth.session.protected-paths=/account.jsp,/todos.jsp,/administrators</code></pre>
<p>The servlet looks at the groups in the verified access token:</p>
<pre tabindex="0"><code data-file="java/io/github/amplifyjakarta/demo/Administrators.java">if (!visitor.getGroups().contains("admins")) {
    response.sendError(403, "This page is for members of the group admins, and you are not one of them.");
    return;
}</code></pre>
<p>In a resource of Jakarta REST the groups are roles (<a href="${pageContext.request.contextPath}/api/call-report">the same
  report as JSON</a>):</p>
<pre tabindex="0"><code data-file="java/io/github/amplifyjakarta/demo/CallReport.java">@GET
@RequiresSession
@Produces(MediaType.APPLICATION_JSON)
public Map&lt;String, Integer&gt; report(@Context SecurityContext security) {
    if (!security.isUserInRole("admins")) {
        throw new ForbiddenException();
    }
    return getCalls();
}</code></pre>
</demo:page>
