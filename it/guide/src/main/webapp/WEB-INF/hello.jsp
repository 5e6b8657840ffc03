<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<p>Hello, <c:out value="${currentUser.username()}"/></p>
