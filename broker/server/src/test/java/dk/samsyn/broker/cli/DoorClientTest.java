package dk.samsyn.broker.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A jar that holds no driver of the broker is told in one sentence, whatever it holds. */
class DoorClientTest {
    /** A driver of other addresses, one that lacks its libraries, and none. */
    @ParameterizedTest
    @ValueSource(
            strings = {"org.postgresql.Driver", "org.apache.calcite.avatica.remote.Driver", "org.junit.jupiter.api.Test"
            })
    void aJarWithoutTheDriverIsTold(String has) throws Exception {
        Path jar = Path.of(Class.forName(has)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThatThrownBy(() -> DoorClient.connect(jar, "http://127.0.0.1:1", "nobody", "none"))
                .isInstanceOf(IOException.class)
                .hasMessage(jar.getFileName()
                        + " holds no driver of the broker; give the driver's own jar, samsyn-jdbc.jar");
    }
}
