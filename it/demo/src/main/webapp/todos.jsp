<%@ page contentType="text/html; charset=UTF-8" session="false" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="demo" tagdir="/WEB-INF/tags" %>
<demo:page title="To-dos" at="To-dos">
<h1>To-dos</h1>
<p><q id="greeting"><c:out value="${todoList.greeting}"/></q> says a REST API that got your token. The list is in
  GraphQL, and belongs to you alone.</p>
<form method="post" action="api/todos" class="row">
  <label for="content">New to-do</label>
  <input name="content" id="content" required maxlength="200" autocomplete="off">
  <button id="add">Add</button>
</form>
<c:set var="todos" value="${todoList.items}"/>
<c:if test="${empty todos}"><p class="empty">There is nothing to do.</p></c:if>
<ul id="todos">
  <c:forEach var="todo" items="${todos}">
  <li>
    <span class="${todo.done() ? 'done' : 'open'}"><c:out value="${todo.content()}"/></span>
    <div class="row">
    <form method="post" action="api/todos/<c:out value="${todo.id()}"/>/done">
      <button class="quiet" name="done" value="${!todo.done()}" aria-label="${todo.done() ? 'Not done' : 'Done'}: <c:out value="${todo.content()}"/>">${todo.done() ? 'Not done' : 'Done'}</button>
    </form>
    <form method="post" action="api/todos/<c:out value="${todo.id()}"/>/delete">
      <button class="quiet delete" aria-label="Delete: <c:out value="${todo.content()}"/>">Delete</button>
    </form>
    </div>
  </li>
  </c:forEach>
</ul>
</demo:page>
