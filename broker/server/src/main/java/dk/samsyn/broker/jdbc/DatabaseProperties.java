package dk.samsyn.broker.jdbc;

import java.sql.Connection;
import java.util.EnumMap;
import java.util.Map;
import org.apache.calcite.avatica.Meta.DatabaseProperty;

/** What the broker says of itself as a database. */
final class DatabaseProperties {
    static final String PRODUCT = "Samsyn";
    static final int MAJOR = 0;
    static final int MINOR = 1;
    static final String VERSION = MAJOR + "." + MINOR + ".0";

    private DatabaseProperties() {}

    static Map<DatabaseProperty, Object> all() {
        Map<DatabaseProperty, Object> all = new EnumMap<>(DatabaseProperty.class);
        all.put(DatabaseProperty.GET_DATABASE_PRODUCT_NAME, PRODUCT);
        all.put(DatabaseProperty.GET_DATABASE_PRODUCT_VERSION, VERSION);
        all.put(DatabaseProperty.GET_DATABASE_MAJOR_VERSION, MAJOR);
        all.put(DatabaseProperty.GET_DATABASE_MINOR_VERSION, MINOR);
        all.put(DatabaseProperty.GET_DEFAULT_TRANSACTION_ISOLATION, Connection.TRANSACTION_NONE);
        all.put(
                DatabaseProperty.GET_NUMERIC_FUNCTIONS,
                "ABS,CEILING,EXP,FLOOR,LN,LOG10,MOD,POWER,ROUND,SIGN,SQRT,TRUNCATE");
        all.put(
                DatabaseProperty.GET_STRING_FUNCTIONS,
                "CHAR_LENGTH,COALESCE,CONCAT,GREATEST,LEAST,LEFT,LOWER,LTRIM,NULLIF,OVERLAY,POSITION,RIGHT,RTRIM,SPLIT_PART,SUBSTRING,"
                        + "TRIM,UPPER");
        all.put(DatabaseProperty.GET_SYSTEM_FUNCTIONS, "");
        all.put(
                DatabaseProperty.GET_TIME_DATE_FUNCTIONS,
                "CURRENT_DATE,CURRENT_TIMESTAMP,DATE_TRUNC,EXTRACT,LOCALTIMESTAMP,TIMESTAMPADD,TIMESTAMPDIFF");
        all.put(DatabaseProperty.GET_S_Q_L_KEYWORDS, "FETCH,FILTER,LIMIT,OFFSET,QUALIFY,WINDOW");
        return all;
    }
}
