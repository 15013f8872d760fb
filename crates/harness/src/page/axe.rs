//! What axe-core, which checks accessibility, objects to.

use std::{env, fs};

use serde_json::{Value, json};

use super::Page;

impl Page {
    /// What axe-core objects to in an element at this moment, one line per rule and element.
    pub async fn axe(&self, css: &str) -> Vec<String> {
        self.axe_by(css, json!({})).await
    }

    /// [`Page::axe`], but only what another colour scheme can change.
    pub async fn axe_on_colours(&self, css: &str) -> Vec<String> {
        let rules = ["color-contrast", "link-in-text-block"];
        self.axe_by(css, json!({ "runOnly": { "type": "rule", "values": rules } })).await
    }

    async fn axe_by(&self, css: &str, options: Value) -> Vec<String> {
        let path = env::var("AXE_JS").expect("AXE_JS names no axe-core: run make test-e2e");
        let source =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("axe-core, {path}: {error}"));
        self.js(&source).await;
        let script = "
            const [css, options, done] = arguments;
            axe.run(css, { resultTypes: ['violations'], ...options }).then(
                result => done(result.violations.flatMap(v => v.nodes.map(
                    n => `${v.id} (${v.impact}): ${v.help}: ${n.target.join(' ')}: ${n.any.concat(n.all, n.none).map(c => c.message).join('; ')}`))),
                error => done([`axe-core failed: ${error}`]))";
        self.driver
            .execute_async(script, vec![css.into(), options])
            .await
            .expect("axe-core")
            .convert()
            .expect("a list of texts")
    }

    /// Fails if axe-core objects to anything.
    pub async fn assert_accessible(&self) {
        let violations = self.axe("html").await;
        assert!(violations.is_empty(), "axe-core objects:\n{}", violations.join("\n"));
    }
}
