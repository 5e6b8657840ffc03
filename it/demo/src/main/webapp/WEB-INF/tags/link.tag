<%@ tag pageEncoding="UTF-8" trimDirectiveWhitespaces="true" description="An entry of the navigation" %>
<%@ attribute name="to" required="true" description="the path below the context root" %>
<%@ attribute name="name" required="true" description="its text" %>
<%@ attribute name="at" description="the entry that is this page" %>
<a href="${pageContext.request.contextPath}/${to}"${at == name ? ' aria-current="page"' : ''}>${name}</a>
