<%@ tag pageEncoding="UTF-8" trimDirectiveWhitespaces="true" description="How Cognito answers, in words" %>
<%@ attribute name="of" required="true" description="the behaviour" %>
${of == 'WORKS' ? 'It works' : of == 'SLOW' ? 'It answers slowly' : 'It fails'}
