<%@ page contentType="text/html; charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="demo" tagdir="/WEB-INF/tags" %>
<demo:page title="If Cognito fails" at="If Cognito fails" script="home.js">
<h1>What if Cognito fails?</h1>
<p class="lead">Whether somebody is signed in has three answers. The third one keeps users signed in through an outage: it
  is not a no.</p>
<div class="cards thirds">
  <demo:outcome state="SIGNED_IN" name="Signed in">The tokens are good, or Cognito has renewed them.
    The page is shown.</demo:outcome>
  <demo:outcome state="SIGNED_OUT" name="Not signed in">There are no tokens, or Cognito itself said that the session is
    over. Browsers are sent to sign in, scripts get 401.</demo:outcome>
  <demo:outcome state="UNKNOWN" name="Could not check">Cognito or its keys did not answer. The page is a 503, all cookies
    stay, and the next request tries again.</demo:outcome>
</div>

<h2 id="switch">Try it</h2>
<c:choose>
  <c:when test="${!sandbox.there}">
<p>Cognito can be switched off in the local sandbox only, and this application runs with the real one.</p>
  </c:when>
  <c:otherwise>
<ol class="steps">
  <li>
    <p>Choose how Cognito answers. Now: <strong id="behaviour"><demo:behaviour of="${sandbox.cognito}"/></strong></p>
    <form method="post" action="api/cognito" class="row">
      <c:forEach var="each" items="${['WORKS', 'SLOW', 'FAILS']}">
      <button name="behaviour" value="${each}" aria-pressed="${sandbox.cognito == each}"><demo:behaviour of="${each}"/></button>
      </c:forEach>
    </form>
  </li>
  <li>
    <c:choose>
      <c:when test="${visitor.signedIn}">
    <p>Ask Cognito for new tokens. The tokens that you have are verified on the server, so nothing else needs Cognito. While
      it answers slowly, the library gives up after about twelve seconds.</p>
    <form method="post" action="renewal"><button id="renew" name="page" value="outage">Renew my tokens</button></form>
    <p id="token">Your access token is <code id="fingerprint">${accessToken.fingerprint}</code>.
      <c:if test="${not empty accessToken.before}"><span class="notice" role="status" id="renewed">It was renewed: before, it
        was <code>${accessToken.before}</code>.</span></c:if></p>
      </c:when>
      <c:otherwise>
    <p><a href="api/auth/sign-in">Sign in</a> first: there are no tokens to renew.</p>
      </c:otherwise>
    </c:choose>
  </li>
  <li>
    <p>While Cognito fails, the answer is 503. Come back here: you are still signed in, with
      <strong id="cookie-count">${sessionCookies.all.size()}</strong> session cookies. Let Cognito work again, and the renewal
      succeeds; after a failure the library leaves Cognito alone for three seconds.</p>
  </li>
</ol>
  </c:otherwise>
</c:choose>

<h2>In your code</h2>
<p>Nothing is needed: what you do not catch becomes that 503. A page that must not fail asks for the state.</p>
<pre tabindex="0"><code>&lt;c:choose&gt;
  &lt;c:when test="&#36;{amplify.state == 'SIGNED_IN'}"&gt;Hello, &lt;c:out value="&#36;{visitor.name}"/&gt;&lt;/c:when&gt;
  &lt;c:when test="&#36;{amplify.state == 'UNKNOWN'}"&gt;Could not check who you are. Please try again.&lt;/c:when&gt;
  &lt;c:otherwise&gt;&lt;a href="api/auth/sign-in"&gt;Sign in&lt;/a&gt;&lt;/c:otherwise&gt;
&lt;/c:choose&gt;</code></pre>
</demo:page>
