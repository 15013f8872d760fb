//! Saved scenarios, the draft, import, undo: in a real browser, with the storage that it has, and without.

use serde_json::json;
use thirtyfour::{By, Key};

use harness::{Page, wait_for, with_browser, with_page};

const LIBRARY: &str = "stemedb-sizing.library";

const V1: &str = include_str!("../../crates/exchange/tests/fixtures/library-v1.json");

async fn wait_for_names(page: &Page, expected: &[&str]) {
    wait_for(&format!("the saved scenarios are {expected:?}"), async || {
        (page.texts(".saved .name").await == expected).then_some(())
    })
    .await;
}

async fn stored(page: &Page, key: &str) -> Option<String> {
    let script = "return localStorage.getItem(arguments[0])";
    page.js_with(script, vec![key.into()]).await.as_str().map(str::to_owned)
}

async fn store(page: &Page, key: &str, text: &str) {
    let script = "localStorage.setItem(arguments[0], arguments[1])";
    page.js_with(script, vec![key.into(), text.into()]).await;
}

async fn save(page: &Page, name: &str) {
    page.set_input("Name for these inputs", name).await;
    page.click("button", "Save").await;
    page.wait_text("#library .done [role=status]", &format!("Saved “{name}”.")).await;
}

/// Gives the page a file, as somebody does who drops one on it.
async fn drop_file(page: &Page, name: &str, text: &str) {
    let script = "
        const [name, text] = arguments;
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }))";
    page.js_with(script, vec![name.into(), text.into()]).await;
}

async fn wait_for_value(page: &Page, label: &str, expected: &str) {
    let field = page.by_label(label).await;
    wait_for(&format!("{label} shows {expected}"), async || {
        (page.value(&field).await == expected).then_some(())
    })
    .await;
}

#[test]
fn a_scenario_is_saved_opened_changed_and_survives_a_reload() {
    with_page("a=70000", async |page| {
        assert_eq!(page.count(".empty:not([hidden])").await, 1);
        save(page, "Réseau 本番 🚀").await;
        page.set_input("Total assertions", "80000").await;
        page.click("button", "Save changes to “Réseau 本番 🚀”").await;
        save(page, "Second").await;
        wait_for_names(page, &["Second", "Réseau 本番 🚀"]).await;

        page.reload().await;
        wait_for_names(page, &["Second", "Réseau 本番 🚀"]).await;
        page.set_input("Total assertions", "5").await;
        page.click("button", "Réseau 本番 🚀").await;
        wait_for_value(page, "Total assertions", "80,000").await;
        page.assert_no_console_errors().await;
        page.assert_accessible().await;
    });
}

#[test]
fn everything_can_be_done_with_a_saved_scenario() {
    with_page("", async |page| {
        save(page, "One").await;
        save(page, "Two").await;
        page.click("button", "Edit One").await;
        page.set_input("Name", "Uno").await;
        page.set_input("Notes", "for the summer").await;
        page.click("button", "Duplicate").await;
        wait_for_names(page, &["Two", "Uno", "Uno (copy)"]).await;
        page.click("button", "Move up").await;
        wait_for_names(page, &["Uno", "Two", "Uno (copy)"]).await;
        // At the end the button can no longer have the keyboard.
        wait_for("the keyboard is on the way back", async || {
            (page.focused().await.id().await.ok()? == Some("library-undo".into())).then_some(())
        })
        .await;
        page.click("button", "Delete").await;
        wait_for_names(page, &["Two", "Uno (copy)"]).await;
        page.find("#library-undo").await.click().await.expect("undo");
        wait_for_names(page, &["Uno", "Two", "Uno (copy)"]).await;
        page.assert_accessible().await;
        page.click("button", "Close").await;
        assert_eq!(page.count("#saved-name").await, 0);
        let text = stored(page, LIBRARY).await.expect("a library");
        assert!(text.contains("for the summer"), "{text}");
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_later_visit_can_still_save_over_what_the_inputs_were_opened_from() {
    with_page("", async |page| {
        save(page, "Mine").await;
        page.set_input("Total assertions", "80000").await;
        for key in ["stemedb-sizing.draft", "stemedb-sizing.open"] {
            wait_for(&format!("{key} has the inputs"), async || {
                stored(page, key).await?.starts_with("v=1&a=80000").then_some(())
            })
            .await;
        }
        page.open("").await;
        wait_for_value(page, "Total assertions", "80,000").await;
        page.click("button", "Save changes to “Mine”").await;
        page.wait_text("#library .done [role=status]", "Saved the changes to “Mine”.").await;
        wait_for_names(page, &["Mine"]).await;
        // Other inputs were opened from nowhere.
        page.open("a=5").await;
        assert_eq!(page.count("#library [data-do=save-over]").await, 0);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn the_draft_survives_and_a_link_wins_over_it() {
    with_browser(async |page| {
        page.open("").await;
        page.set_input("Total assertions", "77000").await;
        wait_for("the draft is written", async || {
            (stored(page, "stemedb-sizing.draft").await? == "v=1&a=77000").then_some(())
        })
        .await;
        page.open("q=99").await;
        wait_for_value(page, "Total assertions", "5,000").await;
        wait_for_value(page, "Peak query rate", "99").await;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        // Having looked at a link costs nothing.
        page.open("").await;
        wait_for_value(page, "Total assertions", "77,000").await;
        page.click("button", "Start from the defaults").await;
        wait_for_value(page, "Total assertions", "5,000").await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn two_tabs_keep_one_anothers_work() {
    with_page("", async |page| {
        save(page, "From the first").await;
        let first = page.driver.window().await.expect("a tab");
        let second = page.driver.new_tab().await.expect("another tab");
        page.driver.switch_to_window(second.clone()).await.expect("the other tab");
        page.open("a=9000").await;
        wait_for_names(page, &["From the first"]).await;
        save(page, "From the second").await;
        page.click("button", "Edit From the first").await;
        page.set_input("Notes", "of the second").await;
        page.press(Key::Tab).await;

        page.driver.switch_to_window(first.clone()).await.expect("the first tab");
        wait_for_names(page, &["From the second", "From the first"]).await;
        // What was opened here was saved there meanwhile: both are kept.
        page.set_input("Total assertions", "123").await;
        page.driver.switch_to_window(second).await.expect("the other tab");
        page.click("button", "From the first").await;
        page.set_input("Total assertions", "456").await;
        page.click("button", "Save changes to “From the first”").await;
        page.driver.switch_to_window(first).await.expect("the first tab");
        page.click("button", "Save changes to “From the first”").await;
        wait_for_names(
            page,
            &["From the second", "From the first", "From the first (other version)"],
        )
        .await;
        let text = stored(page, LIBRARY).await.expect("a library");
        assert!(text.contains("v=1&a=123\"") && text.contains("v=1&a=456\""), "{text}");
        assert!(text.contains("of the second"), "{text}");
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_full_storage_is_said_and_costs_nothing_else() {
    with_page("", async |page| {
        save(page, "Before").await;
        let fill = "
            for (let size = 4e6; size >= 1; size = Math.floor(size / 2)) {
                try { for (let i = 0; ; i++) localStorage.setItem(`fill-${size}-${i}`, 'x'.repeat(size)); } catch {}
            }";
        page.js(fill).await;
        save(page, "Too much").await;
        wait_for("it is said", async || {
            page.text("#library .trouble").await.contains("storage is full").then_some(())
        })
        .await;
        page.set_input("Total assertions", "100000").await;
        page.wait_text(".figures .nodes b", "5 nodes").await;
        wait_for_names(page, &["Too much", "Before"]).await;
        page.js("for (const key of Object.keys(localStorage)) if (key.startsWith('fill')) localStorage.removeItem(key)").await;
        save(page, "Fits").await;
        wait_for("all is well again", async || {
            page.text("#library .trouble").await.is_empty().then_some(())
        })
        .await;
        page.reload().await;
        wait_for_names(page, &["Fits", "Too much", "Before"]).await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_denied_storage_is_said_and_costs_nothing_else() {
    with_browser(async |page| {
        let deny = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })";
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": deny })).await;
        page.open("a=100000").await;
        page.wait_text(".figures .nodes b", "5 nodes").await;
        wait_for("it is said", async || {
            page.text("#library .trouble").await.contains("keeps nothing").then_some(())
        })
        .await;
        save(page, "For now").await;
        wait_for_names(page, &["For now"]).await;
        assert!(page.by_role("button", "Export all").await.is_enabled().await.expect("a state"));
        page.assert_no_console_errors().await;
    });
}

#[test]
fn damaged_storage_is_set_aside_and_what_can_be_read_is_kept() {
    let half = V1.replace(r#""id":"q0p2m7zz","#, "");
    for (text, names) in [
        ("{\"format\":\"stemedb-sizing\",\"ver", &[][..]),
        (&half, &["Production, all of Europe", "Growth (other version)"][..]),
    ] {
        with_page("", async |page| {
            store(page, LIBRARY, text).await;
            page.reload().await;
            wait_for_names(page, names).await;
            assert_eq!(page.count(".aside li").await, 1);
            save(page, "New").await;
            page.reload().await;
            assert_eq!(page.count(".saved .name").await, names.len() + 1);
            assert_eq!(page.count(".aside li").await, 1, "set aside once");
            let script = "return Object.keys(localStorage).filter(key => key.startsWith('stemedb-sizing.damaged.'))";
            let keys = page.js(script).await;
            let kept = stored(page, keys[0].as_str().expect("a key")).await;
            assert_eq!(kept.as_deref(), Some(text));
            page.assert_accessible().await;
            page.click("button", "Forget it").await;
            wait_for("it is forgotten", async || {
                (page.count(".aside li").await == 0).then_some(())
            })
            .await;
            page.assert_no_console_errors().await;
        });
    }
}

#[test]
fn a_newer_programs_storage_is_left_alone() {
    let newer = V1.replace("\"version\":1", "\"version\":2");
    with_page("", async |page| {
        store(page, LIBRARY, &newer).await;
        page.reload().await;
        wait_for("it is said", async || {
            page.text("#library .trouble").await.contains("newer version").then_some(())
        })
        .await;
        save(page, "Mine").await;
        assert_eq!(stored(page, LIBRARY).await, Some(newer.clone()));
        page.assert_no_console_errors().await;
    });
}

#[test]
fn an_import_is_shown_before_it_is_done() {
    with_page("", async |page| {
        drop_file(page, "theirs.json", V1).await;
        wait_for("there is a preview", async || {
            page.text(".preview").await.contains("Adds 3: “Production").then_some(())
        })
        .await;
        wait_for_names(page, &[]).await;
        page.assert_accessible().await;
        page.press(Key::Enter).await;
        page.wait_text("#library .done [role=status]", "Imported 3.").await;
        assert_eq!(page.count(".saved .name").await, 3);
        assert_eq!(stored(page, LIBRARY).await.as_deref(), Some(V1));

        let changed =
            V1.replace("Production, all of Europe", "Other").replace("]}", r#",{"id":"x"}]}"#);
        drop_file(page, "again.json", &changed).await;
        wait_for("there is another preview", async || {
            let text = page.text(".preview").await;
            ["Replaces 1: “Other”.", "Already here, just the same: 2.", "Scenario 4 has no link."]
                .iter()
                .all(|sentence| text.contains(sentence))
                .then_some(())
        })
        .await;
        page.click("button", "Cancel").await;
        wait_for("it is gone", async || (page.count(".preview li").await == 0).then_some(())).await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn bad_files_are_refused_in_a_sentence() {
    with_page("", async |page| {
        let newer = V1.replace("\"version\":1", "\"version\":2");
        let large = "x".repeat(10_000_000);
        for (name, text, said) in [
            ("empty.json", "", "is no readable JSON (line 1)."),
            ("photo.png", "\u{fffd}PNG\r\n\u{1a}\0", "is no readable JSON (line 1)."),
            ("half.json", &V1[..V1.len() / 2], "is no readable JSON (line 3)."),
            ("other.json", "{\"name\":\"x\"}", "but no file of scenarios from this calculator."),
            ("newer.json", &newer, "has version 2 of the format"),
            ("film.json", &large, "is larger than 5 MB"),
        ] {
            drop_file(page, name, text).await;
            wait_for(&format!("{name} is refused"), async || {
                let shown = page.text(".preview").await;
                (shown.contains(said) && shown.contains(name)).then_some(())
            })
            .await;
            assert_eq!(page.count(".preview button").await, 1);
        }
        page.assert_accessible().await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn an_export_imports_again() {
    with_page("a=70000", async |page| {
        save(page, "Mine").await;
        let catch = "
            window.saved = [];
            HTMLAnchorElement.prototype.click = function () { window.saved.push([this.download, this.href]) }";
        page.js(catch).await;
        page.click("button", "Export all").await;
        let saved = page.js("return window.saved").await;
        assert_eq!(saved[0][0], "stemedb-sizing-scenarios.json");
        let text = page
            .js("return decodeURIComponent(window.saved[0][1].split(',').slice(1).join(','))")
            .await;
        assert_eq!(text.as_str(), stored(page, LIBRARY).await.as_deref());
    });
}

#[test]
fn two_hundred_scenarios_stay_usable() {
    let line = |i: usize| {
        let name = "A name that is much too long for one line of the list ".repeat(3);
        format!(
            r#"{{"id":"s{i}","name":"{i} {name}","notes":"note {i}","link":"v=1&a={i}000","changed":{i}}}"#
        )
    };
    let lines: Vec<String> = (1..=200).map(line).collect();
    let text =
        format!(r#"{{"format":"stemedb-sizing","version":1,"scenarios":[{}]}}"#, lines.join(","));
    with_page("", async |page| {
        store(page, LIBRARY, &text).await;
        page.reload().await;
        assert_eq!(page.count(".saved > li").await, 200);
        page.set_input("Search the saved scenarios", "NOTE 150").await;
        wait_for("one is found", async || (page.count(".saved > li").await == 1).then_some(()))
            .await;
        page.set_input("Search the saved scenarios", "").await;
        wait_for("all are back", async || (page.count(".saved > li").await == 200).then_some(()))
            .await;
        for width in [1280, 375, 320] {
            page.viewport(width, 800).await;
            assert_eq!(page.sideways_overflow().await, 0, "{width} pixels");
        }
        page.assert_no_console_errors().await;
    });
}

async fn undo(page: &Page) {
    let body = page.driver.find(By::Tag("body")).await.expect("a body");
    body.send_keys(Key::Control + "z").await.expect("keys");
}

#[test]
fn a_hundred_changes_are_undone_and_redone() {
    with_page("", async |page| {
        let buttons = page.by_role("button", "Undo").await;
        assert!(!buttons.is_enabled().await.expect("a state"));
        let script = "
            const [switchOff, switchOn] = document.querySelectorAll('input[name=in-drill]');
            for (let i = 0; i < 120; i++) {
                (i % 2 ? switchOff : switchOn).click();
                await new Promise(done => setTimeout(done));
            }";
        page.driver.execute(script, vec![]).await.expect("clicks");
        page.set_input("Total assertions", "6000").await;
        page.press(Key::Tab).await;
        undo(page).await;
        wait_for_value(page, "Total assertions", "5,000").await;
        let back = "
            const undo = document.querySelector('button[aria-label=Undo]');
            let count = 0;
            while (!undo.disabled && count < 500) {
                undo.click();
                count++;
                await new Promise(done => setTimeout(done));
            }
            return count";
        let count = page.driver.execute(back, vec![]).await.expect("clicks");
        assert_eq!(count.json(), &json!(120));
        page.click("button", "Redo").await;
        assert!(page.by_role("button", "Undo").await.is_enabled().await.expect("a state"));
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_drag_is_one_step_and_text_belongs_to_the_browser() {
    with_page("", async |page| {
        let drag = "
            const [slider] = arguments;
            for (let i = 10; i < 40; i++) {
                slider.value = i;
                slider.dispatchEvent(new Event('input', { bubbles: true }));
                await new Promise(done => setTimeout(done, 5));
            }
            slider.dispatchEvent(new Event('change', { bubbles: true }))";
        for label in ["Peak query rate slider", "Total assertions slider"] {
            let slider = page.by_role("slider", label).await;
            page.driver
                .execute(drag, vec![slider.to_json().expect("an element")])
                .await
                .expect("a drag");
        }
        undo(page).await;
        wait_for_value(page, "Total assertions", "5,000").await;
        undo(page).await;
        wait_for_value(page, "Peak query rate", "50").await;
        assert!(!page.by_role("button", "Undo").await.is_enabled().await.expect("a state"));

        page.set_input("Peak ingest rate", "20").await;
        page.press(Key::Tab).await;
        let field = page.by_label("Peak query rate").await;
        page.fill(&field, "75").await;
        field.send_keys(Key::Control + "z").await.expect("keys");
        wait_for("the browser has taken the typing back", async || {
            (page.value(&field).await != "75").then_some(())
        })
        .await;
        wait_for_value(page, "Peak ingest rate", "20").await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn opening_a_saved_scenario_can_be_undone() {
    with_page("", async |page| {
        save(page, "Defaults").await;
        page.set_input("Total assertions", "42000").await;
        page.press(Key::Tab).await;
        page.click("button", "Defaults").await;
        wait_for_value(page, "Total assertions", "5,000").await;
        undo(page).await;
        wait_for_value(page, "Total assertions", "42,000").await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_link_is_copied_or_shown_to_be_copied() {
    with_page("a=70000", async |page| {
        page.click("button", "Copy link").await;
        wait_for("something is said", async || {
            (!page.text(".share .said").await.is_empty()).then_some(())
        })
        .await;
        page.js("Object.defineProperty(navigator, 'clipboard', { value: undefined })").await;
        page.click("button", "Copy link").await;
        wait_for("the link is shown", async || {
            page.text(".share .by-hand").await.contains("#v=1&a=70000&pin=").then_some(())
        })
        .await;
        let selected = page.js("return String(getSelection())").await;
        assert!(selected.as_str().is_some_and(|s| s.contains("#v=1&a=70000&pin=")), "{selected}");
        page.assert_no_console_errors().await;
    });
}

#[test]
fn the_text_of_a_damaged_link_is_kept_at_hand() {
    with_page("v=9&zz=1&a=70000", async |page| {
        page.wait_text(".notices .original", "v=9&zz=1&a=70000").await;
        page.set_input("Total assertions", "1").await;
        page.wait_text(".notices .original", "v=9&zz=1&a=70000").await;
        page.assert_accessible().await;
        page.assert_no_console_errors().await;
    });
}
