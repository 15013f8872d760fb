//! Acting as a visitor does: typing, choosing, clicking, pressing keys.

use thirtyfour::{Key, TypingData, WebElement};

use super::Page;

impl Page {
    /// Replaces what stands in the form control with this accessible name, as somebody does who types.
    pub async fn set_input(&self, name: &str, text: &str) {
        let element = self.by_label(name).await;
        self.fill(&element, text).await;
    }

    /// [`Page::set_input`] for an element at hand.
    pub async fn fill(&self, element: &WebElement, text: &str) {
        element.focus().await.expect("focus");
        let script = "arguments[0].select?.()";
        self.js_with(script, vec![element.to_json().expect("an element")]).await;
        // Typing nothing would leave what is selected.
        let keys = if text.is_empty() { TypingData::from(Key::Delete) } else { text.into() };
        element.send_keys(keys).await.expect("typing");
    }

    /// Chooses the option with this text in the `<select>` with this accessible name.
    pub async fn select(&self, name: &str, option: &str) {
        let element = self.by_label(name).await;
        let script = "
            const [select, text] = arguments;
            const option = [...select.options].find(o => o.text.trim() === text);
            if (!option) return false;
            select.value = option.value;
            select.dispatchEvent(new Event('input', { bubbles: true }));
            select.dispatchEvent(new Event('change', { bubbles: true }));
            return true";
        let chosen =
            self.js_with(script, vec![element.to_json().expect("an element"), option.into()]).await;
        assert_eq!(chosen, true, "{name} has no option {option:?}");
    }

    /// Clicks the element with this role and accessible name.
    pub async fn click(&self, role: &str, name: &str) {
        let element = self.by_role(role, name).await;
        // Below the bar that stays in sight: the page's scroll padding keeps it from there, a driver does not.
        let script = "arguments[0].scrollIntoView({ block: 'nearest', behavior: 'instant' })";
        self.js_with(script, vec![element.to_json().expect("an element")]).await;
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("the {role} {name:?} cannot be clicked: {error}"));
    }

    /// Sends keys to the element that has the focus: `Key::Tab`, `"text"` or `Key::Control + "a"`.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        self.focused().await.send_keys(keys).await.expect("pressing keys");
    }

    /// Goes on to the next element by the Tab key, from wherever the focus is; keys that are sent to a field for files would name one.
    pub async fn tab(&self) {
        let keys = self.driver.action_chain().key_down(Key::Tab).key_up(Key::Tab);
        keys.perform().await.expect("pressing Tab");
    }

    /// The element that has the focus.
    pub async fn focused(&self) -> WebElement {
        self.driver.active_element().await.expect("an element with the focus")
    }
}
