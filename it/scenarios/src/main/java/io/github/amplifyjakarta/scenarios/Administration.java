package io.github.amplifyjakarta.scenarios;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** For administrators, without Jakarta Security. */
@Path("administration")
@RolesAllowed("admins")
public class Administration implements Statistics {

    /** For administrators, as the class says. */
    @GET
    public String read() {
        return "for administrators";
    }

    /** For a group that nobody is in. */
    @GET
    @Path("board")
    @RolesAllowed("board")
    public String board() {
        return "for the board";
    }

    /** For everybody. */
    @GET
    @Path("open")
    @PermitAll
    public String open() {
        return "for everybody";
    }

    /** For whoever is signed in. */
    @GET
    @Path("users")
    @RolesAllowed("**")
    public String users() {
        return "for users";
    }

    /** For nobody. */
    @GET
    @Path("closed")
    @DenyAll
    public String closed() {
        return "for nobody";
    }

    @Override
    public String statistics() {
        return "for the board, as the interface says";
    }

    /** A sub-resource with its own annotation. */
    @Path("audit")
    @PermitAll
    public Audit audit() {
        return new Audit();
    }

    /** The sub-resource. */
    public static class Audit {

        /** For administrators. */
        @GET
        @RolesAllowed("admins")
        public String read() {
            return "the audit";
        }
    }

    /** A sub-resource without annotations: the class of its locator protects it. */
    @Path("rooms")
    public Rooms rooms() {
        return new Rooms();
    }

    /** The sub-resource. */
    public static class Rooms {

        /** For administrators, as the class of the locator says. */
        @GET
        public String read() {
            return "the rooms";
        }
    }
}
