<%@ page contentType="text/html; charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="demo" tagdir="/WEB-INF/tags" %>
<demo:page title="Home" at="Home" script="home.js">
<div class="hero">
  <div>
    <h1><c:choose>
      <c:when test="${visitor.signedIn}">Hello, <c:out value="${visitor.name}"/></c:when>
      <c:otherwise>AWS Amplify, on a Jakarta EE server</c:otherwise>
    </c:choose></h1>
    <p class="lead">amplify-jakarta signs users in with Amazon Cognito, keeps their tokens in cookies that no script can
      read, and verifies and renews them on the server. Your Java code then calls S3, REST and GraphQL as that user.</p>
    <c:if test="${not empty param.error}"><p class="notice bad" role="alert">The sign-in did not succeed.</p></c:if>
    <p id="who">${visitor.signedIn ? 'You are signed in.' : visitor.unknown ? 'It could not be checked who you are.' : 'You are a guest.'}</p>
    <c:if test="${!visitor.signedIn && sandbox.there}">
    <p>Sign in as <b>alice</b>, an administrator, or as <b>bob</b>, who is not. The password of both is <b>Passw0rd!</b></p>
    </c:if>
  </div>
  <figure>
    <img src="api/welcome-picture" alt="The first shared picture" id="welcome" width="900" height="600">
    <figcaption>The first shared picture. Guests see it too.</figcaption>
  </figure>
</div>

<div class="cards">
<section class="card" aria-labelledby="calls-title">
  <h2 id="calls-title">Calls to AWS for this page</h2>
  <c:choose>
    <c:when test="${awsCalls.counted}">
  <p class="number" id="call-count">${awsCalls.total}</p>
  <p>Counted by the local sandbox from the start of this request to this line. <c:choose>
    <c:when test="${visitor.signedIn}">Your tokens were verified on the server, with the public keys of Cognito that it already
    has.</c:when>
    <c:otherwise>A page that asks who you are costs nothing.</c:otherwise>
  </c:choose></p>
  <p>Every other page says at its end what it has cost.</p>
    </c:when>
    <c:otherwise>
  <p>Nobody counts them here: the local sandbox would. In production they are the counter
    <code>amplify.client.calls</code> of MicroProfile Telemetry.</p>
    </c:otherwise>
  </c:choose>
</section>

<section class="card" id="token" aria-labelledby="token-title">
  <h2 id="token-title">Your access token</h2>
  <c:choose>
    <c:when test="${visitor.signedIn}">
  <p class="number" role="timer" aria-label="Time until the access token expires" data-seconds="${accessToken.seconds}">${accessToken.remaining}</p>
  <p>until it expires. The first request after that renews it, once, however many requests come at the same time.</p>
  <c:if test="${not empty accessToken.before}">
  <p class="notice" role="status" id="renewed">${accessToken.before == accessToken.fingerprint ? 'This is the same access token as before.' : 'Renewed: this is another access token.'}</p>
  </c:if>
  <p>Fingerprint: <code id="fingerprint">${accessToken.fingerprint}</code><c:if test="${not empty accessToken.before}">,
    before: <code>${accessToken.before}</code></c:if></p>
  <form method="post" action="renewal"><button id="renew">Renew now</button></form>
    </c:when>
    <c:otherwise>
  <p>You have none: a guest has no tokens. Guests still get AWS credentials, from the identity pool.</p>
    </c:otherwise>
  </c:choose>
</section>

<section class="card wide" aria-labelledby="cookies-title">
  <h2 id="cookies-title">Your session is in these cookies</h2>
  <c:choose>
    <c:when test="${empty sessionCookies.all}">
  <p>Your browser has sent none. After a sign-in there are four, and the server keeps nothing: any node can serve the next
    request.</p>
    </c:when>
    <c:otherwise>
  <p>${sessionCookies.httpOnly ? 'All are HttpOnly' : 'Scripts can read them, because no origin is configured'},
    SameSite=${sessionCookies.sameSite}. Scripts of this page can read
    <span id="readable">none</span> of them. The server keeps no session: any node can serve the next request.</p>
  <table id="cookies">
    <thead><tr><th scope="col">Cookie</th><th scope="col">What it is</th><th scope="col" class="amount">Bytes</th></tr></thead>
    <tbody>
    <c:forEach var="each" items="${sessionCookies.all}">
    <tr>
      <th scope="row"><c:out value="${each.part()}"/> <small><c:out value="${each.name()}"/></small></th>
      <td><c:out value="${each.meaning()}"/></td>
      <td class="amount">${each.size()}</td>
    </tr>
    </c:forEach>
    </tbody>
  </table>
    </c:otherwise>
  </c:choose>
</section>
</div>
</demo:page>
