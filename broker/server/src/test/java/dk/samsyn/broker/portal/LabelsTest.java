package dk.samsyn.broker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.audit.AuditLog;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
    /** Acts of the answer ledger stand on the stewards' page in Danish, also one that is added to the log. */
    @Test
    void actsOfTheLedgerHaveDanishWords() throws IllegalAccessException {
        List<Field> acts = Arrays.stream(AuditLog.class.getFields())
                .filter(field -> field.getName().startsWith("LEDGER_"))
                .toList();
        assertThat(acts).hasSizeGreaterThanOrEqualTo(3);
        for (Field act : acts) {
            String name = (String) act.get(null);
            assertThat(Labels.of("haendelse " + name)).isNotEqualTo(name);
        }
    }
}
