package io.github.amplifyjakarta.scenarios;

import jakarta.ws.rs.Path;

/** A resource whose marks and methods stand in a generic interface. */
@Path("notes")
public class Notes implements Notebook<String> {

    @Override
    public String create(String note) {
        return "created";
    }
}
