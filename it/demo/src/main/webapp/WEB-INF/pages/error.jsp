<%@ page contentType="text/html; charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="demo" tagdir="/WEB-INF/tags" %>
<c:set var="status" value="${requestScope['jakarta.servlet.error.status_code']}"/>
<c:set var="title" value="${status == 403 ? 'This is not allowed' : status == 404 ? 'There is no such page' : 'Something went wrong'}"/>
<demo:page title="${title}">
<p class="status">${status}</p>
<h1>${title}</h1>
<c:choose>
  <c:when test="${status == 403}">
<p id="reason"><c:out value="${requestScope['jakarta.servlet.error.message']}"/></p>
  </c:when>
  <c:when test="${status == 404}">
<p>The address may have a typing error.</p>
  </c:when>
  <c:otherwise>
<p>It is not your fault, and the server’s log says more. Please try again.</p>
  </c:otherwise>
</c:choose>
<p><a href="${pageContext.request.contextPath}/">Home</a></p>
</demo:page>
