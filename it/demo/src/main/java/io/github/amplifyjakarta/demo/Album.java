package io.github.amplifyjakarta.demo;

import static io.github.amplifyjakarta.storage.StoragePath.path;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.storage.AmplifyStorage;
import io.github.amplifyjakarta.storage.StorageClient;
import io.github.amplifyjakarta.storage.StorageItem;
import io.github.amplifyjakarta.storage.StoragePath;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.Stream;

/** The pictures that the photo page shows. */
@Named
@RequestScoped
public class Album {

    @Inject
    AmplifyServerContext amplify;

    @Inject
    @AmplifyStorage
    StorageClient storage;

    /**
     * A picture.
     *
     * @param name its name
     * @param url where a browser gets it, for a quarter of an hour
     * @param description what is on it, for who cannot see it; the name, where nobody has described it
     */
    public record Photo(String name, String url, String description) {}

    /** Where the pictures of an album are: everybody's, or the user's own. */
    static StoragePath folder(String album, String name) {
        return album.equals("shared")
                ? path("public/photos/" + name)
                : path(identityId -> "private/" + identityId + "/photos/" + name);
    }

    /** Everybody's pictures; guests see them with the guest's credentials. */
    public List<Photo> getShared() {
        return photos("shared");
    }

    /** The user's own pictures; a guest has none. */
    public List<Photo> getOwn() {
        return amplify.isAuthenticated() ? photos("own") : List.of();
    }

    /** The pictures of the demo itself, which are not in S3. */
    public List<Photo> getSamples() {
        return Stream.of(SamplePicture.values())
                .map(sample -> new Photo(sample.file(), "api/sample-pictures/" + sample.file(), sample.description()))
                .toList();
    }

    private List<Photo> photos(String album) {
        return storage.list(folder(album, "")).items().stream().map(this::photo).toList();
    }

    private Photo photo(StorageItem item) {
        String name = item.path().substring(item.path().lastIndexOf('/') + 1);
        String description =
                SamplePicture.named(name).map(SamplePicture::description).orElse(name);
        return new Photo(name, storage.getUrl(path(item.path())).url().toString(), description);
    }
}
