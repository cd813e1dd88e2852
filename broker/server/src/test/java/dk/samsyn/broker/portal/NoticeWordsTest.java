package dk.samsyn.broker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Notice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticeWordsTest {
    private static Answer answer(Notice... notices) {
        return new Answer(List.of(), List.of(), List.of(notices), List.of(), List.of(), Optional.empty());
    }

    @Test
    void aSourceIsCalledByItsNameAndEverySentenceIsThereOnce() {
        Notice labka = new Notice("SAM-N03", "Kilden labka svarede ikke, så svaret mangler det, som den ved.");
        Notice other = new Notice("SAM-N03", "Kilden ny_kilde svarede ikke.");
        Notice off = new Notice("SAM-N04", "Kilden labka er slukket.");
        assertThat(NoticeWords.of(List.of(answer(labka, other), answer(labka, off)), Map.of("labka", "LABKA II")))
                .containsExactly(
                        "LABKA II svarede ikke, så svaret mangler det, som den ved.",
                        "Kilden ny_kilde svarede ikke.",
                        "Kilden labka er slukket.");
        assertThat(NoticeWords.of(labka, Map.of("labka", "LABKA II")))
                .isEqualTo(new Notice("SAM-N03", "LABKA II svarede ikke, så svaret mangler det, som den ved."));
    }
}
