<%@ tag pageEncoding="UTF-8" trimDirectiveWhitespaces="true" description="What all pages have in common: head, navigation, footer" %>
<%@ attribute name="title" required="true" description="the title of the page" %>
<%@ attribute name="at" description="the entry of the navigation that is this page" %>
<%@ attribute name="script" description="a script file of this page" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="demo" tagdir="/WEB-INF/tags" %>
<c:set var="root" value="${pageContext.request.contextPath}"/>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title><c:out value="${title}"/> – amplify-jakarta demo</title>
  <link rel="icon" href="${root}/icon.svg">
  <link rel="stylesheet" href="${root}/style.css">
  <c:if test="${not empty script}"><script src="${root}/${script}" defer></script></c:if>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
  <a class="brand" href="${root}/">amplify-jakarta</a>
  <nav aria-label="Pages">
    <demo:link to="" name="Home" at="${at}"/>
    <demo:link to="account.jsp" name="Account" at="${at}"/>
    <demo:link to="photos.jsp" name="Photos" at="${at}"/>
    <demo:link to="todos.jsp" name="To-dos" at="${at}"/>
    <demo:link to="administrators" name="Administrators" at="${at}"/>
    <demo:link to="outage.jsp" name="If Cognito fails" at="${at}"/>
  </nav>
  <div class="visitor">
    <c:choose>
      <c:when test="${visitor.signedIn}">
    <span id="visitor"><c:out value="${visitor.name}"/></span>
    <a href="${root}/api/auth/sign-out" id="sign-out">Sign out</a>
      </c:when>
      <c:when test="${visitor.unknown}">
    <span id="visitor">Could not check</span>
      </c:when>
      <c:otherwise>
    <a href="${root}/api/auth/sign-up" id="sign-up">Sign up</a>
    <a class="button" href="${root}/api/auth/sign-in" id="sign-in">Sign in</a>
      </c:otherwise>
    </c:choose>
  </div>
</header>
<main id="main" tabindex="-1">
<jsp:doBody/>
</main>
<footer>
  <c:if test="${at != 'Home' && awsCalls.counted}">
  <c:set var="operations" value="${awsCalls.operations}"/>
  <p id="calls">Calls to AWS for this page, S3 not counted:
    <c:forEach var="call" items="${operations}"><span><c:out value="${call.key}"/>&nbsp;${call.value}×</span> </c:forEach>
    <c:if test="${empty operations}"><span>none</span></c:if></p>
  </c:if>
  <c:if test="${not empty node.name}"><p id="node">Answered by <c:out value="${node.name}"/>. Sessions are in the store that the nodes share.</p></c:if>
  <p>Jakarta Pages and Jakarta REST, one style sheet, no front-end framework.</p>
</footer>
</body>
</html>
