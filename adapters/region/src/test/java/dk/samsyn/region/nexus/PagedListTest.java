package dk.samsyn.region.nexus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagedListTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} items are {1} pages, the last of {2}")
    @CsvSource({"1, 1, 1", "499, 1, 499", "500, 1, 500", "501, 2, 1", "1200, 3, 200"})
    void aListThatIsOpenedAgainHasTheSamePages(int items, int pages, int last) {
        Path file = folder.resolve("list");
        PagedList written = PagedList.create(file);
        for (int i = 0; i < items; i++) {
            written.add("{\"navn\":\"Åse " + i + "\"}");
        }
        written.close();
        for (PagedList list : new PagedList[] {written, PagedList.open(file)}) {
            assertThat(list.items()).isEqualTo(items);
            assertThat(list.pages()).isEqualTo(pages);
            assertThat(list.page(0)).startsWith("{\"navn\":\"Åse 0\"}");
            assertThat(list.page(pages - 1).split("},")).hasSize(last);
            assertThat(list.page(pages)).isEmpty();
        }
    }
}
