//! What the browser is told about its surroundings: size, colours, medium.

use serde_json::{Value, json};

use super::Page;

impl Page {
    /// The size of the page in CSS pixels; a window of a headless browser cannot be as narrow as a telephone.
    pub async fn viewport(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Whether the system asks for dark pages.
    pub async fn dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        self.media("", &[("prefers-color-scheme", scheme)]).await;
    }

    /// The medium (`""` for the screen, `"print"` for paper) and media features such as `("prefers-reduced-motion", "reduce")`;
    /// what is not named is as the browser has it.
    pub async fn media(&self, medium: &str, features: &[(&str, &str)]) {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "media": medium, "features": features }),
        )
        .await;
    }

    /// A command of the Chrome DevTools Protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        self.driver
            .cdp()
            .send_raw(method, parameters)
            .await
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }
}
