// Copyright 2026 The Posada authors
// SPDX-License-Identifier: Apache-2.0
package dev.posada.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the bytes of a model come from. */
interface ModelSource {
    /** Opens the bytes. */
    InputStream open() throws IOException;

    /** How many bytes there are. */
    long size() throws IOException;

    /** A file. */
    static ModelSource of(Path file) {
        return new ModelSource() {
            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public String toString() {
                return "The model file " + file;
            }
        };
    }

    /** A resource of the class path. */
    static ModelSource of(URL resource) {
        return new ModelSource() {
            @Override
            public InputStream open() throws IOException {
                return connection().getInputStream();
            }

            @Override
            public long size() throws IOException {
                return connection().getContentLengthLong();
            }

            /** Without the JVM's cache of jars, which would keep the file open after this host is closed. */
            private URLConnection connection() throws IOException {
                URLConnection connection = resource.openConnection();
                connection.setUseCaches(false);
                return connection;
            }

            @Override
            public String toString() {
                return "The model " + resource;
            }
        };
    }
}
