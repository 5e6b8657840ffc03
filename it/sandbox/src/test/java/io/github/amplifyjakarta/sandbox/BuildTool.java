package io.github.amplifyjakarta.sandbox;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** A program that runs the packed sandbox in its own process, with a class loader of its own. */
final class BuildTool {

    private BuildTool() {}

    /** The path of the jar, then the arguments of the sandbox. */
    public static void main(String[] args) throws Exception {
        URL jar = Path.of(args[0]).toUri().toURL();
        URLClassLoader loader = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        loader.loadClass("io.github.amplifyjakarta.sandbox.SandboxCommand")
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }
}
