//! Writes anything that serde can serialize as JSON.
//!
//! Text in memory always takes what is written, so nothing here can fail, and the compiler knows it: the code that
//! serde derives has no error to look for. With `serde_json`, which can write to anything, the same takes twice
//! the bytes.

use std::fmt::{self, Display};

use model::number::exact;
use serde::ser::{self, Serialize, Serializer};

/// A value as JSON, without white space. Numbers are written as the rest of the project does: `4`, not `4.0`, and
/// no digits of noise; infinities and NaN are `null`. Keys of maps have to be texts.
#[must_use]
pub fn write(value: &impl Serialize) -> String {
    let mut writer = Writer { out: String::new() };
    let Ok(()) = value.serialize(&mut writer);
    writer.out
}

/// The error that never happens.
#[derive(Debug)]
enum Never {}

type Written = Result<(), Never>;

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: Display>(message: T) -> Self {
        unreachable!("a value that cannot be serialized: {message}")
    }
}

struct Writer {
    out: String,
}

impl Writer {
    fn put(&mut self, text: &str) -> Written {
        self.out.push_str(text);
        Ok(())
    }

    /// Writes what stands between two entries.
    fn separate(&mut self) {
        // No value ends so: texts end in a quote.
        if !self.out.ends_with(['{', '[']) {
            self.out.push(',');
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.text(key);
        self.out.push(':');
    }

    fn text(&mut self, text: &str) {
        const HEX: [char; 16] =
            ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        self.out.push('"');
        for c in text.chars() {
            let escape = match c {
                '"' | '\\' => c,
                '\u{8}' => 'b',
                '\u{c}' => 'f',
                '\n' => 'n',
                '\r' => 'r',
                '\t' => 't',
                '\0'..' ' => {
                    self.out.push_str("\\u00");
                    self.out.push(HEX[c as usize / 16]);
                    self.out.push(HEX[c as usize % 16]);
                    continue;
                }
                _ => {
                    self.out.push(c);
                    continue;
                }
            };
            self.out.push('\\');
            self.out.push(escape);
        }
        self.out.push('"');
    }

    fn open(&mut self, bracket: char, close: &'static str) -> Result<Entries<'_>, Never> {
        self.out.push(bracket);
        Ok(Entries { writer: self, close })
    }

    /// Opens the object around a variant that has contents.
    fn variant(&mut self, name: &str) {
        self.out.push('{');
        self.key(name);
    }
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Entries<'a>;
    type SerializeTuple = Entries<'a>;
    type SerializeTupleStruct = Entries<'a>;
    type SerializeTupleVariant = Entries<'a>;
    type SerializeMap = Entries<'a>;
    type SerializeStruct = Entries<'a>;
    type SerializeStructVariant = Entries<'a>;

    fn serialize_bool(self, value: bool) -> Written {
        self.put(if value { "true" } else { "false" })
    }

    fn serialize_i8(self, value: i8) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Written {
        self.put(&value.to_string())
    }

    fn serialize_u8(self, value: u8) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Written {
        self.put(&value.to_string())
    }

    fn serialize_f32(self, value: f32) -> Written {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Written {
        if value.is_finite() { self.put(&exact(value)) } else { self.serialize_none() }
    }

    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written {
        self.text(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Written {
        value.serialize(self)
    }

    fn serialize_none(self) -> Written {
        self.put("null")
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.put("}")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Entries<'a>, Never> {
        self.open('[', "]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Entries<'a>, Never> {
        self.open('[', "]")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Entries<'a>, Never> {
        self.open('[', "]")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries<'a>, Never> {
        self.variant(variant);
        self.open('[', "]}")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'a>, Never> {
        self.open('{', "}")
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries<'a>, Never> {
        self.open('{', "}")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries<'a>, Never> {
        self.variant(variant);
        self.open('{', "}}")
    }
}

/// The entries of a list or of an object that has been opened.
struct Entries<'a> {
    writer: &'a mut Writer,
    /// What ends it.
    close: &'static str,
}

impl Entries<'_> {
    fn item<T: ?Sized + Serialize>(&mut self, value: &T) -> Written {
        self.writer.separate();
        value.serialize(&mut *self.writer)
    }

    fn field<T: ?Sized + Serialize>(&mut self, key: &str, value: &T) -> Written {
        self.writer.key(key);
        value.serialize(&mut *self.writer)
    }

    fn close(self) -> Written {
        self.writer.put(self.close)
    }
}

impl ser::SerializeMap for Entries<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Written {
        self.item(key)?;
        debug_assert!(self.writer.out.ends_with('"'), "a key that is no text");
        self.writer.put(":")
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Written {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Written {
        self.close()
    }
}

/// Lists of every kind are written the same, and so are objects.
macro_rules! entries {
    ($($kind:ident: $method:ident($($key:ident)?), $write:ident;)*) => {$(
        impl ser::$kind for Entries<'_> {
            type Ok = ();
            type Error = Never;

            fn $method<T: ?Sized + Serialize>(&mut self, $($key: &'static str,)? value: &T) -> Written {
                self.$write($($key,)? value)
            }

            fn end(self) -> Written {
                self.close()
            }
        }
    )*};
}

entries! {
    SerializeSeq: serialize_element(), item;
    SerializeTuple: serialize_element(), item;
    SerializeTupleStruct: serialize_field(), item;
    SerializeTupleVariant: serialize_field(), item;
    SerializeStruct: serialize_field(key), field;
    SerializeStructVariant: serialize_field(key), field;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use serde_json::json;

    #[derive(serde::Serialize)]
    struct Unit;

    #[derive(serde::Serialize)]
    struct Wrapped(u8);

    #[derive(serde::Serialize)]
    struct Pair(i8, &'static str);

    #[derive(serde::Serialize)]
    enum Kind {
        Bare,
        Wrapped(u8),
        Pair(i16, bool),
        Named { a: Option<u64>, b: [f64; 0] },
    }

    /// Writes a value both ways; serde_json's own, read back, is what it has to be.
    #[track_caller]
    fn same(value: &impl Serialize) {
        let written: serde_json::Value = serde_json::from_str(&write(value)).expect("JSON");
        assert_eq!(written, serde_json::to_value(value).expect("a value"));
    }

    #[test]
    fn every_kind_of_value_is_what_serde_json_makes_of_it() {
        same(&json!({"a": [1, -2, "x", null, true, {}, []], "b": {"c": "d"}, "e": ""}));
        same(&(1u8, -3i32, 'ü', (), Unit, Wrapped(7), Pair(-1, "two")));
        same(&[
            Kind::Bare,
            Kind::Wrapped(1),
            Kind::Pair(-5, false),
            Kind::Named { a: Some(u64::MAX), b: [] },
            Kind::Named { a: None, b: [] },
        ]);
        same(&BTreeMap::from([("x", i64::MIN), ("y \"z\"", 0)]));
        same(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
    }

    #[test]
    fn every_text_is_escaped_as_serde_json_escapes_it() {
        let text: String = ('\0'..'\u{100}').chain("\u{2028}本🚀".chars()).collect();
        assert_eq!(write(&text), serde_json::to_string(&text).expect("JSON"));
    }

    #[test]
    fn numbers_are_plain_and_nothing_stands_between_entries() {
        let value = json!({"a": [4.0, 0.1, 1e21, -2.5], "b": {"c": [[], [{}]]}});
        assert_eq!(
            write(&value),
            r#"{"a":[4,0.1,1000000000000000000000,-2.5],"b":{"c":[[],[{}]]}}"#
        );
    }
}
