<%@ page contentType="text/plain; charset=UTF-8" isErrorPage="true" session="false" %><%
  response.setHeader("Cache-Control", "public, max-age=60");
%>an error page that caches may keep
