package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Form;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.calcite.rex.RexLiteral;
import org.jspecify.annotations.Nullable;

/** Constants of a statement as the engine has them. */
public final class Literals {
    private Literals() {}

    /** A constant, if it is of a form with a layout. */
    public static Optional<Constant> of(RexLiteral literal) {
        Form form = Form.of(literal.getType());
        if (literal.isNull()) {
            return Optional.of(new Constant(null, form));
        }
        return switch (form) {
            case BOOLEAN -> constant(literal.getValueAs(Boolean.class), form);
            case BYTE, SHORT, INT, LONG -> constant(whole(literal), form);
            case FLOAT, DOUBLE -> constant(literal.getValueAs(Double.class), form);
            case DECIMAL -> constant(literal.getValueAs(BigDecimal.class), form);
            case TEXT -> constant(literal.getValueAs(String.class), form);
            case OBJECT -> Optional.empty();
        };
    }

    /** A value and its form. */
    public record Constant(@Nullable Object value, Form form) {}

    private static Optional<Constant> constant(@Nullable Object value, Form form) {
        return value == null ? Optional.empty() : Optional.of(new Constant(value, form));
    }

    private static @Nullable Object whole(RexLiteral literal) {
        return switch (literal.getType().getSqlTypeName()) {
            case DATE, TIME -> literal.getValueAs(Integer.class);
            default -> literal.getValueAs(Long.class);
        };
    }
}
