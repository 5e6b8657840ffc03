<%@ page contentType="text/html; charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<% response.setHeader("Cache-Control", "no-store"); // a step may show a secret %>
<c:set var="step" value="${amplifySignIn.step}"/>
<c:set var="challenge" value="${amplifySignIn.challenge}"/>
<c:set var="form" value="${pageContext.request.contextPath}/api/auth/form"/>
<!DOCTYPE html>
<html lang="en">
<head><title>Sign in</title><meta name="viewport" content="width=device-width"></head>
<body>
<main>
<h1>Sign in</h1>

<c:choose>
  <c:when test="${empty amplifySignIn.error}"></c:when>
  <c:when test="${amplifySignIn.error == 'wrong-credentials'}"><p role="alert">The user name or the password is wrong.</p></c:when>
  <c:when test="${amplifySignIn.error == 'wrong-code'}"><p role="alert">The code is wrong. Type it again.</p></c:when>
  <c:when test="${amplifySignIn.error == 'too-many-attempts'}"><p role="alert">Too many attempts. Please wait a while.</p></c:when>
  <c:when test="${amplifySignIn.error == 'password-rejected'}"><p role="alert">Please choose another password.</p></c:when>
  <c:otherwise><p role="alert">That did not work (<c:out value="${amplifySignIn.error}"/>). Please start again.</p></c:otherwise>
</c:choose>

<c:choose>
  <c:when test="${step == 'START'}">
    <form method="post" action="${form}/start">
      <label>User name <input name="username" autocomplete="username" required></label>
      <label>Password <input name="password" type="password" autocomplete="current-password"></label>
      <button>Sign in</button>
    </form>
    <p>Without a password you choose how to sign in.</p>
  </c:when>

  <c:when test="${step == 'CONFIRM_SIGN_UP' or step == 'CONFIRM_RESET_PASSWORD_WITH_CODE'}">
    <p>We have sent you a code.</p>
    <form method="post" action="${form}/${step == 'CONFIRM_SIGN_UP' ? 'confirm-sign-up' : 'confirm-reset-password'}">
      <label>User name <input name="username" autocomplete="username" required></label>
      <label>Code <input name="confirmationCode" inputmode="numeric" autocomplete="one-time-code" required></label>
      <c:if test="${step != 'CONFIRM_SIGN_UP'}">
        <label>New password <input name="newPassword" type="password" autocomplete="new-password" required></label>
      </c:if>
      <button>Continue</button>
    </form>
  </c:when>

  <c:when test="${step == 'RESET_PASSWORD'}">
    <p>You need a new password.</p>
    <form method="post" action="${form}/reset-password">
      <label>User name <input name="username" autocomplete="username" required></label>
      <button>Send a code</button>
    </form>
  </c:when>

  <c:when test="${empty challenge}"><p>Done. <a href="?">Sign in</a></p></c:when>

  <c:otherwise>
    <form method="post" action="${form}/answer">
      <input type="hidden" name="flow" value="<c:out value="${challenge.flow()}"/>">
      <c:choose>
        <c:when test="${step == 'CONFIRM_SIGN_IN_WITH_PASSWORD'}">
          <label>Password
            <input name="challengeResponse" type="password" autocomplete="current-password" required></label>
        </c:when>
        <c:when test="${step == 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED'}">
          <label>New password
            <input name="challengeResponse" type="password" autocomplete="new-password" required></label>
          <c:forEach var="attribute" items="${challenge.missingAttributes()}">
            <label><c:out value="${attribute}"/> <input name="userAttributes.<c:out value="${attribute}"/>" required></label>
          </c:forEach>
        </c:when>
        <c:when test="${step == 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION'}">
          <c:forEach var="choice" items="${challenge.availableChallenges()}">
            <button name="challengeResponse" value="<c:out value="${choice}"/>"><c:out value="${choice}"/></button>
          </c:forEach>
        </c:when>
        <c:when test="${step == 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION'
            or step == 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION'}">
          <c:forEach var="choice" items="${challenge.allowedMfaTypes()}">
            <button name="challengeResponse" value="<c:out value="${choice}"/>"><c:out value="${choice}"/></button>
          </c:forEach>
        </c:when>
        <c:when test="${step == 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP'}">
          <label>E-mail address <input name="challengeResponse" type="email" autocomplete="email" required></label>
        </c:when>
        <c:otherwise>
          <c:if test="${step == 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP'}">
            <p>Add this secret to your authenticator app:
              <a href="<c:out value="${challenge.uri('Orders', 'you')}"/>"><code><c:out value="${challenge.sharedSecret()}"/></code></a></p>
          </c:if>
          <c:if test="${step == 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE'}">
            <p><c:out value="${challenge.parameters()['question']}"/></p>
          </c:if>
          <label>Code <input name="challengeResponse" autocomplete="one-time-code" required></label>
        </c:otherwise>
      </c:choose>
      <c:if test="${step != 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION'
          and step != 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION'
          and step != 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION'}"><button>Continue</button></c:if>
    </form>
    <form method="post" action="${form}/cancel">
      <input type="hidden" name="flow" value="<c:out value="${challenge.flow()}"/>"><button>Cancel</button>
    </form>
  </c:otherwise>
</c:choose>
</main>
</body>
</html>
