<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>To do</title>
  <link rel="stylesheet" href="style.css">
</head>
<body>
<header>
  <strong>amplify-jakarta demo</strong>
  <a href="./">Home</a>
  <a href="account.jsp">Account</a>
</header>
<main>
  <h1>To do</h1>
  <p id="greeting"><c:out value="${todoList.greeting}"/></p>
  <form method="post" action="api/todos">
    <input name="content" id="content" required maxlength="200" placeholder="What is there to do?">
    <button id="add">Add</button>
  </form>
  <table id="todos">
    <c:forEach var="todo" items="${todoList.items}">
    <tr>
      <td class="${todo.done() ? 'done' : 'open'}"><c:out value="${todo.content()}"/></td>
      <td><form method="post" action="api/todos/<c:out value="${todo.id()}"/>/done">
        <button name="done" value="${!todo.done()}">${todo.done() ? 'not done' : 'done'}</button></form></td>
      <td><form method="post" action="api/todos/<c:out value="${todo.id()}"/>/delete"><button class="delete">delete</button></form></td>
    </tr>
    </c:forEach>
  </table>
</main>
</body>
</html>
