package dk.samsyn.broker.portal;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Templates of the class path. Everything a template prints is escaped for HTML unless it says otherwise, and a name that the
 * model does not have is an error, so a misspelt column is seen and not silently empty.
 */
final class Templates {
    private static final String FOLDER = "dk/samsyn/broker/portal/templates";

    private final PebbleEngine engine;
    private final Texts texts = new Texts();

    Templates(Assets assets) {
        ClasspathLoader loader = new ClasspathLoader(Templates.class.getClassLoader());
        loader.setPrefix(FOLDER);
        loader.setSuffix(".html");
        loader.setCharset("UTF-8");
        this.engine = new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .autoEscaping(true)
                .newLineTrimming(true)
                .defaultLocale(Locale.ROOT)
                .extension(new Words(assets, texts))
                .build();
    }

    /** The template filled in. */
    String render(String name, Map<String, Object> model) {
        PebbleTemplate template = engine.getTemplate(name);
        StringWriter page = new StringWriter(16_384);
        try {
            template.evaluate(page, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toString();
    }

    /** The words that templates have besides Pebble's own. */
    private static final class Words extends AbstractExtension {
        private final Assets assets;
        private final Texts texts;

        private Words(Assets assets, Texts texts) {
            this.assets = assets;
            this.texts = texts;
        }

        @Override
        public Map<String, Filter> getFilters() {
            return Map.of(
                    "dato", plain(Danish::date),
                    "tid", plain(Danish::time),
                    "tal", plain(Danish::number),
                    "cpr", plain(Danish::cpr),
                    "ord", plain(value -> Labels.of(String.valueOf(value))),
                    "note", plain(value -> Labels.note(String.valueOf(value))),
                    "mangler", plain(value -> GapWords.of(String.valueOf(value))),
                    "rolle", plain(value -> Area.title(String.valueOf(value))),
                    "organisation", plain(value -> Area.organisation(String.valueOf(value))),
                    "t", new Translate(texts));
        }

        @Override
        public Map<String, Function> getFunctions() {
            return Map.of("asset", new AssetAddress(assets));
        }

        private static Filter plain(java.util.function.Function<@Nullable Object, String> write) {
            return new PlainFilter(write);
        }
    }

    private record PlainFilter(java.util.function.Function<@Nullable Object, String> write) implements Filter {
        @Override
        public Object apply(
                @Nullable Object input,
                Map<String, Object> args,
                PebbleTemplate self,
                EvaluationContext context,
                int line) {
            return write.apply(input);
        }

        @Override
        public @Nullable List<String> getArgumentNames() {
            return null;
        }
    }

    private record Translate(Texts texts) implements Filter {
        @Override
        public Object apply(
                @Nullable Object input,
                Map<String, Object> args,
                PebbleTemplate self,
                EvaluationContext context,
                int line) {
            String text = texts.of(input == null ? "" : input.toString(), String.valueOf(context.getVariable("sprog")));
            UnaryOperator<String> filled = unfilled -> {
                String done = unfilled;
                for (int i = 0; args.containsKey("a" + i) && args.get("a" + i) != null; i++) {
                    done = done.replace("{" + i + "}", String.valueOf(args.get("a" + i)));
                }
                return done;
            };
            return filled.apply(text);
        }

        @Override
        public List<String> getArgumentNames() {
            return List.of("a0", "a1", "a2", "a3");
        }
    }

    private record AssetAddress(Assets assets) implements Function {
        @Override
        public Object execute(Map<String, Object> args, PebbleTemplate self, EvaluationContext context, int line) {
            return assets.address(String.valueOf(args.get("name")));
        }

        @Override
        public List<String> getArgumentNames() {
            return List.of("name");
        }
    }
}
