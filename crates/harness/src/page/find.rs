//! Finding elements, by their role and accessible name where they have one.

use axum::http::Method;
use thirtyfour::{By, RequestData, SessionId, WebElement, common::command::FormatRequestData};

use super::Page;
use crate::wait::wait_for;

impl Page {
    /// The first element that fits, once there is one.
    pub async fn find(&self, css: &str) -> WebElement {
        wait_for(&format!("there is an element {css}"), async || {
            self.driver.find(By::Css(css)).await.ok()
        })
        .await
    }

    /// How many elements fit.
    pub async fn count(&self, css: &str) -> usize {
        self.driver.find_all(By::Css(css)).await.expect("a list").len()
    }

    /// The element with this ARIA role and this accessible name, once there is one. The browser itself says which roles and names it has.
    pub async fn by_role(&self, role: &str, name: &str) -> WebElement {
        let what = format!("there is a {role} called \"{name}\"");
        wait_for(&what, async || {
            for element in self.driver.find_all(By::Css(candidates(role))).await.ok()? {
                if self.computed(&element, "role").await? == role
                    && self.computed(&element, "label").await? == name
                {
                    return Some(element);
                }
            }
            None
        })
        .await
    }

    /// The form control with this accessible name, once there is one.
    pub async fn by_label(&self, name: &str) -> WebElement {
        wait_for(&format!("there is a form control called \"{name}\""), async || {
            for element in self.driver.find_all(By::Css("input, select, textarea")).await.ok()? {
                if self.computed(&element, "label").await? == name {
                    return Some(element);
                }
            }
            None
        })
        .await
    }

    /// The ARIA role that the browser gives the element.
    pub async fn role(&self, element: &WebElement) -> String {
        self.computed(element, "role").await.expect("a role")
    }

    /// The accessible name that the browser gives the element.
    pub async fn name(&self, element: &WebElement) -> String {
        self.computed(element, "label").await.expect("a name")
    }

    /// None if the element has gone in the meantime.
    async fn computed(&self, element: &WebElement, what: &'static str) -> Option<String> {
        let command = Computed { element: element.element_id().to_string(), what };
        self.driver.cmd(command).await.ok()?.value().ok()
    }
}

/// Elements that may have the role, so that not every element of the page has to be asked.
fn candidates(role: &str) -> &'static str {
    match role {
        "button" => "button, summary, input, [role]",
        "checkbox" | "radio" | "spinbutton" | "slider" | "textbox" | "switch" => {
            "input, textarea, [role]"
        }
        "combobox" | "listbox" => "select, input, [role]",
        "heading" => "h1, h2, h3, h4, h5, h6, [role]",
        "link" => "a, area, [role]",
        "table" => "table, [role]",
        _ => "*",
    }
}

/// WebDriver's "Get Computed Role" and "Get Computed Label".
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let Self { element, what } = self;
        RequestData::new(Method::GET, format!("session/{session}/element/{element}/computed{what}"))
    }
}
