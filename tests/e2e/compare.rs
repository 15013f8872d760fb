//! Scenarios side by side, and the link to them, in a real browser.

use thirtyfour::By;

use harness::{Page, wait_for, with_browser, with_page};

const LINK: &str =
    "v=1&a=100000&q=1000&vs=Large%20%E6%9C%AC;v:1;a:500000;q:2000&vs=Pilot;v:1;p:gcp&base=1";

async fn columns(page: &Page) -> Vec<String> {
    page.texts(".compared thead .name").await
}

async fn wait_for_columns(page: &Page, expected: &[&str]) {
    wait_for(&format!("{expected:?} are compared"), async || {
        (columns(page).await == expected).then_some(())
    })
    .await;
}

/// What a row says, by its head.
async fn row(page: &Page, head: &str) -> Vec<String> {
    let script = "
        const row = [...document.querySelectorAll('.compared tr')].find(row => row.querySelector('th')?.textContent === arguments[0]);
        return [...(row?.querySelectorAll('td') ?? [])].map(cell => cell.textContent)";
    let cells = page.js_with(script, vec![head.into()]).await;
    cells
        .as_array()
        .expect("cells")
        .iter()
        .map(|cell| cell.as_str().expect("text").into())
        .collect()
}

#[test]
fn a_link_opens_its_comparison_again() {
    with_page(LINK, async |page| {
        wait_for_columns(page, &["These inputs", "Large 本", "Pilot"]).await;
        assert_eq!(
            row(page, "Total assertions assertions in all").await,
            ["100,000 −400,000 (−80%)", "500,000", "5,000 −495,000 (−99%)"]
        );
        assert_eq!(row(page, "Nodes").await, ["5", "5", "1 −4 (−80%)"]);
        page.set_input("Total assertions", "200000").await;
        wait_for("the comparison follows the inputs", async || {
            let cells = row(page, "Total assertions assertions in all").await;
            (cells == ["200,000 −300,000 (−60%)", "500,000", "5,000 −495,000 (−99%)"]).then_some(())
        })
        .await;
        // The address keeps it, so that a reload and a bookmark have it too.
        wait_for("the address has both", async || {
            let url = page.url().await;
            (url.contains("v=1&a=200000&q=1000&vs=Large%20%E6%9C%AC;")
                && url.contains("&base=1&pin="))
            .then_some(())
        })
        .await;
        page.reload().await;
        wait_for_columns(page, &["These inputs", "Large 本", "Pilot"]).await;
        page.assert_accessible().await;
        page.assert_no_console_errors().await;
        page.assert_requests_stay_home().await;
    });
}

#[test]
fn scenarios_are_taken_in_left_out_and_measured_by_another() {
    with_page("a=70000", async |page| {
        let chooser = page.by_label("Add a scenario to the comparison").await;
        for option in ["Tiers of the guide", "Pilots"] {
            let css = format!("optgroup[label='{option}'] option");
            let option = chooser.find(By::Css(css)).await.expect("an option");
            option.click().await.expect("a choice");
        }
        wait_for("three are compared", async || (columns(page).await.len() == 3).then_some(()))
            .await;
        let names = columns(page).await;
        assert_eq!(names[0], "These inputs");
        page.click("button", &format!("Base: {}", names[2])).await;
        wait_for("the base is bare", async || {
            let cells = row(page, "Total assertions assertions in all").await;
            (cells.len() == 3 && !cells[2].contains('(') && cells[0].contains('(')).then_some(())
        })
        .await;
        page.click("button", &format!("Leave out {}", names[1])).await;
        wait_for_columns(page, &["These inputs", &names[2]]).await;
        assert_eq!(page.count(".compared [aria-pressed=true]").await, 1);
        page.click("button", &format!("Leave out {}", names[2])).await;
        wait_for("nothing is compared", async || (columns(page).await.is_empty()).then_some(()))
            .await;
        wait_for("the address is plain again", async || {
            (!page.url().await.contains("vs=")).then_some(())
        })
        .await;
        page.assert_accessible().await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_damaged_comparison_opens_as_far_as_it_can() {
    with_browser(async |page| {
        page.open("a=7&vs=%00%ff;v:1;a:lots&vs=&vs=x;;;:::&vs=y&vs=z&base=77").await;
        wait_for("three others are there", async || (columns(page).await.len() == 4).then_some(()))
            .await;
        wait_for("it is said what was not taken", async || {
            let text = page.text("#compare .trouble").await;
            text.contains("“a” cannot be “lots”").then_some(())
        })
        .await;
        assert!(page.text(".notices").await.contains("one too many to compare"));
        page.assert_accessible().await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn the_page_says_what_changed_since_a_link_was_made() {
    with_page("v=1&a=100000&q=1000&pin=2024-07_2_99.00", async |page| {
        let said = page.text(".since").await;
        assert!(
            said.contains("prices of 2024-07") && said.contains("all of it from prices"),
            "{said}"
        );
        page.assert_accessible().await;
        page.find(".since button").await.click().await.expect("a click");
        wait_for("it is gone", async || {
            (page.count(".since:not([hidden])").await == 0).then_some(())
        })
        .await;
        // Its own link, opened again, has nothing to say.
        page.set_input("Total assertions", "90000").await;
        wait_for("the address is pinned", async || {
            page.url().await.contains("a=90000&q=1000&pin=").then_some(())
        })
        .await;
        page.reload().await;
        assert_eq!(page.count(".since:not([hidden])").await, 0);
        page.assert_no_console_errors().await;
    });
}
