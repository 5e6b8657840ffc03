<%@ tag pageEncoding="UTF-8" trimDirectiveWhitespaces="true" description="One of the three outcomes" %>
<%@ attribute name="state" required="true" description="as amplify.state has it" %>
<%@ attribute name="name" required="true" description="in words" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<section class="card outcome${amplify.state == state ? ' current' : ''}">
  <h2>${name}</h2>
  <c:if test="${amplify.state == state}"><p class="mark">This is you now</p></c:if>
  <p><jsp:doBody/></p>
  <p><code>${state}</code></p>
</section>
