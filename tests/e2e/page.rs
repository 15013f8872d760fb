//! The page as a whole.

use crate::harness::{FOLDER, with_browser, with_page};

#[test]
fn opens_without_errors_and_without_asking_anyone_else() {
    with_page("", async |page| {
        page.assert_no_console_errors().await;
        page.assert_requests_stay_home().await;
    });
}

#[test]
fn works_in_a_folder() {
    with_browser(async |page| {
        page.open_in(FOLDER, "").await;
        page.assert_no_console_errors().await;
        let requests = page.requests().await;
        let root = format!("{}{FOLDER}", page.origin());
        let outside: Vec<_> = requests
            .iter()
            .filter(|url| url.starts_with("http") && !url.starts_with(&root))
            .collect();
        assert!(outside.is_empty(), "requests outside of the folder: {outside:#?}");
    });
}
