package io.github.amplifyjakarta.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged, at every level, until it is closed. */
public final class LogLines extends Handler implements AutoCloseable {

    private final Logger logger;
    private final Level before;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    /** Listens to a logger and what is below it; an empty name is everybody. */
    public LogLines(String name) {
        logger = Logger.getLogger(name);
        before = logger.getLevel();
        setLevel(Level.ALL);
        logger.setLevel(Level.ALL);
        logger.addHandler(this);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** {@return the lines that an administrator sees: warnings and errors} */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void publish(LogRecord entry) {
        StringWriter text = new StringWriter();
        text.append(new SimpleFormatter().formatMessage(entry));
        if (entry.getThrown() != null) {
            entry.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        lines.add(entry.getLoggerName() + ": " + text);
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(entry.getLoggerName() + ": " + text);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
