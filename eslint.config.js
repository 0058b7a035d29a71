import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["node_modules/", ".venv/", "var/"] },
  js.configs.recommended,
  {
    files: ["app/live/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      curly: "error",
      eqeqeq: "error",
      "no-console": "error", // what a nurse typed must not end up in a browser's log
      "no-eval": "error", // the pages are served under a policy without unsafe-eval
      "no-extend-native": "error",
      "no-implied-eval": "error",
      "no-proto": "error", // no value changes what all objects have
      "no-restricted-properties": [
        "error", // what was typed is text, never HTML
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "createContextualFragment"].map((property) => ({
          property,
        })),
        { object: "document", property: "write" },
      ],
      "no-restricted-syntax": ["error", "ForInStatement"], // it walks what was inherited, too
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
