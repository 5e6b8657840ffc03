package io.github.amplifyjakarta.guide;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/api")
public class GuideApplication extends Application {}
