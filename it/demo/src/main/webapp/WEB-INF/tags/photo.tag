<%@ tag pageEncoding="UTF-8" trimDirectiveWhitespaces="true" description="A picture of an album in S3" %>
<%@ attribute name="photo" required="true" type="java.lang.Object" description="the picture" %>
<%@ attribute name="folder" required="true" description="its album: shared or own" %>
<%@ attribute name="removable" required="true" type="java.lang.Boolean" description="whether the visitor may delete it" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<figure>
  <img src="<c:out value="${photo.url()}"/>" alt="<c:out value="${photo.description()}"/>" width="900" height="600">
  <figcaption>
    <a href="api/photos/${folder}/<c:out value="${photo.name()}"/>" download><c:out value="${photo.name()}"/></a>
    <c:if test="${removable}">
    <button type="button" class="quiet" data-remove="${folder}" data-name="<c:out value="${photo.name()}"/>"
        aria-label="Delete <c:out value="${photo.name()}"/>">Delete</button>
    </c:if>
  </figcaption>
</figure>
