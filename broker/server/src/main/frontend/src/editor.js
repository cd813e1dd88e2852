// The analyst's editor: colours, completion over what the user may see, run and cancel. Without scripts the page is a plain form.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";

const look = EditorView.theme({
  "&": { background: "#fff", border: "1px solid #6b7783", borderRadius: "4px", fontSize: "15px" },
  "&.cm-focused": { outline: "3px solid #1a1a1a", outlineOffset: "2px" },
  ".cm-scroller": { minHeight: "160px", maxHeight: "480px", fontFamily: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace', lineHeight: "1.5" },
  ".cm-gutters": { background: "#f4f6f8", color: "#4f5b66" },
  ".cm-tooltip": { fontSize: "14px" },
});

function id() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

for (const field of document.querySelectorAll("textarea[data-editor]")) {
  const form = field.form;
  const run = form.querySelector("button.run");
  // In a shadow root the editor's styles are constructed sheets, which a policy without inline styles allows.
  const host = document.createElement("div");
  host.className = "editor";
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (form.requestSubmit(run), true) }])),
        basicSetup,
        keymap.of(completionKeymap),
        autocompletion({ icons: false }),
        sql({ dialect: PostgreSQL, schema: JSON.parse(field.dataset.names), defaultSchema: "sundhed", upperCaseKeywords: true }),
        EditorView.lineWrapping,
        look,
        EditorView.contentAttributes.of({
          "aria-label": form.querySelector(`label[for="${field.id}"]`).textContent,
          "aria-describedby": field.getAttribute("aria-describedby"),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) field.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  field.before(host);
  field.hidden = true;
  form.querySelector(`label[for="${field.id}"]`).addEventListener("click", () => view.focus());
}

for (const form of document.querySelectorAll("form[data-query]")) {
  const cancel = form.querySelector("[data-cancel]");
  const run = form.elements.koersel;
  // Files and saving leave the page as plain forms.
  form.addEventListener("htmx:confirm", (event) => {
    if (event.detail.triggeringEvent?.submitter?.matches("[data-native]")) {
      event.preventDefault();
      const submitter = event.detail.triggeringEvent.submitter;
      const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name || "x", value: submitter.value });
      form.append(hidden);
      form.action = submitter.formAction;
      form.submit();
      hidden.remove();
    }
  });
  form.addEventListener("htmx:configRequest", (event) => {
    run.value = id();
    event.detail.parameters.set("koersel", run.value);
    cancel.hidden = false;
  });
  form.addEventListener("htmx:afterRequest", () => (cancel.hidden = true));
  cancel.addEventListener("click", () => {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, koersel: run.value });
    fetch("/sql/annuller", { method: "POST", body, redirect: "manual" });
  });
}
