<%@ page contentType="text/html; charset=UTF-8" session="false" import="java.util.Map, java.util.List, io.github.amplifyjakarta.AmplifyServerContext, jakarta.enterprise.inject.spi.CDI" %>
<%!
  private static String escape(Object text) {
    return String.valueOf(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
%>
<%
  AmplifyServerContext amplify = CDI.current().select(AmplifyServerContext.class).get();
  List<String> groups = amplify.fetchAuthSession().tokens().orElseThrow().accessToken().groups();
%>
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
  <h1>Hello, <span id="username"><%= escape(amplify.getCurrentUser().username()) %></span></h1>
  <h2>Attributes</h2>
  <table id="attributes">
    <% for (Map.Entry<String, String> attribute : amplify.fetchUserAttributes().entrySet()) { %>
    <tr><th><%= escape(attribute.getKey()) %></th><td><%= escape(attribute.getValue()) %></td></tr>
    <% } %>
  </table>
  <h2>Groups</h2>
  <p id="groups"><%= groups.isEmpty() ? "none" : escape(String.join(", ", groups)) %></p>
</main>
</body>
</html>
