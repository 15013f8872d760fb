//! Import of a file, with a preview of what it would do.

use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::JsValue;
use web_sys::FileList;

use super::action::{Action, focus};
use super::store::Store;
use crate::dom::{El, el, set_timeout};
use crate::promise::settle;
use exchange::file::{self, MAX_BYTES, Preview, Refusal};

/// Reads the first file, and shows what is in it.
pub fn import(store: Store, files: &FileList) {
    let Some(file) = files.get(0) else { return };
    let name = ["“", &file.name(), "” "].concat();
    // Checked before anything is read: a huge file would fill the memory.
    if file.size() > MAX_BYTES as f64 {
        return show(store, &name, Err(Refusal::TooLarge.sentence()));
    }
    let read = move |text: Option<JsValue>| {
        let text =
            text.and_then(|text| text.as_string()).ok_or_else(|| "cannot be read.".to_owned());
        show(store, &name, text.and_then(|text| file::read(&text).map_err(Refusal::sentence)));
    };
    settle(&file.text(), Rc::new(read));
}

fn show(store: Store, name: &str, contents: Result<file::Contents, String>) {
    store.edit(&mut |state| {
        state.preview = match &contents {
            Ok(contents) => {
                let mut found = file::preview(&state.library, contents.clone());
                found.sentences.insert(0, [name, "can be imported:"].concat());
                found
            }
            Err(why) => Preview { sentences: vec![[name, why].concat()], ..Preview::default() },
        }
    });
    // Wherever the file was dropped, this is where it goes on.
    set_timeout(|| focus("import-answer"), Duration::ZERO);
}

/// What an import would do, and whether to do it.
pub fn preview(store: Store) -> El {
    let sentences = move || store.look(|state| state.preview.sentences.clone());
    let children = move |sentences: &Vec<String>| {
        if sentences.is_empty() {
            return Vec::new();
        }
        let count = store.look(|state| state.preview.scenarios.len());
        let mut answers = vec![Action::CloseImport.button("", "Cancel")];
        if count > 0 {
            let yes = Action::Import.button("", &["Import ", &count.to_string()].concat());
            answers.insert(0, yes.attr("class", "primary"));
        }
        answers[0] = answers[0].clone().id("import-answer");
        let lines = sentences.iter().map(|sentence| el("li").text(sentence)).collect();
        vec![
            el("div").attr("role", "status").child(el("ul").children(lines)),
            el("div.actions").children(answers),
        ]
    };
    el("div.preview").dyn_children(sentences, children)
}
