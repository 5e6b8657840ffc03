package io.github.amplifyjakarta.demo;

/**
 * A to-do, with the fields that the page needs.
 *
 * @param id its key
 * @param content what there is to do
 * @param done whether it is done
 */
public record Todo(String id, String content, boolean done) {}
