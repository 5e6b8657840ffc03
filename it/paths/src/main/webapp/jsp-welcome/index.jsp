<%@page contentType="text/plain;charset=UTF-8"%>for the signed-in only
