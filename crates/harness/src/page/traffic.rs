//! What the browser logged: errors in its console, and requests.

use serde_json::Value;

use super::Page;

impl Page {
    /// The errors that the browser wrote to its console since the start: exceptions, failed requests, violations of the page's policy.
    pub async fn console_errors(&self) -> Vec<String> {
        let entries = self.driver.get_log("browser").await.expect("the console's log");
        let mut console = self.console.borrow_mut();
        console.extend(
            entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message),
        );
        console.clone()
    }

    /// Fails if there are [`Page::console_errors`].
    pub async fn assert_no_console_errors(&self) {
        let errors = self.console_errors().await;
        assert!(errors.is_empty(), "the console has errors:\n{}", errors.join("\n"));
    }

    /// The address of every request since the start, whatever part of the page made it.
    pub async fn requests(&self) -> Vec<String> {
        let entries = self.driver.get_log("performance").await.expect("the performance log");
        let mut requests = self.requests.borrow_mut();
        for entry in entries {
            let entry: Value = serde_json::from_str(&entry.message).expect("JSON");
            let parameters = &entry["message"]["params"];
            let url = match entry["message"]["method"].as_str() {
                Some("Network.requestWillBeSent") => &parameters["request"]["url"],
                Some("Network.webSocketCreated" | "Network.webTransportCreated") => {
                    &parameters["url"]
                }
                _ => continue,
            };
            requests.extend(url.as_str().map(String::from));
        }
        requests.clone()
    }

    /// Fails if a request went anywhere but to where the page itself comes from.
    pub async fn assert_requests_stay_home(&self) {
        let requests = self.requests().await;
        let away: Vec<_> = requests
            .iter()
            .filter(|url| {
                !url.starts_with(&self.origin)
                    && !url.starts_with("data:")
                    && !url.starts_with("about:")
            })
            .collect();
        assert!(away.is_empty(), "requests to another origin: {away:#?}");
        // An empty log would prove nothing.
        assert!(
            requests.iter().any(|url| url.ends_with(".wasm")),
            "no request was seen: {requests:?}"
        );
    }
}
