import KinoraAccounts

/// A page with one thing to do: some fields and a button.
struct FormPage: Sendable {
    struct Field: Sendable {
        enum Kind: Sendable {
            case text, email, password, number, code
        }

        var name: String
        var label: String
        var value = ""
        var hint: String?
        var autocomplete = "off"
        var limit = 256
        var isPassword = false
        var isEmail = false
        var isCode = false
        /// Digits that nobody should read over a shoulder.
        var isPIN = false
        /// Several lines.
        var isLong = false
        var isNeeded = true
        /// The first field with a fault, or the first of all, has the cursor.
        var hasFocus = false

        static func text(_ name: String, _ label: String, value: String = "", autocomplete: String = "off", limit: Int = 200) -> Field {
            Field(name: name, label: label, value: value, autocomplete: autocomplete, limit: limit)
        }

        static func email(_ label: String, value: String = "", autocomplete: String = "username") -> Field {
            Field(name: "email", label: label, value: value, autocomplete: autocomplete, limit: 254, isEmail: true)
        }

        static func password(
            _ name: String = "password", _ label: String, hint: String? = nil, autocomplete: String = "current-password"
        ) -> Field {
            Field(name: name, label: label, hint: hint, autocomplete: autocomplete, limit: 1024, isPassword: true)
        }

        static func code(_ label: String, value: String = "", hint: String? = nil) -> Field {
            Field(name: "code", label: label, value: value, hint: hint, autocomplete: "one-time-code", limit: 60, isCode: true)
        }

        static func pin(_ label: String, hint: String? = nil) -> Field {
            Field(name: "pin", label: label, hint: hint, limit: PIN.length.upperBound, isPIN: true)
        }

        /// Several lines; may be left empty.
        static func long(_ name: String, _ label: String, value: String, limit: Int = 4000) -> Field {
            Field(name: name, label: label, value: value, limit: limit, isLong: true, isNeeded: false)
        }

        func hinted(_ hint: String) -> Field {
            var field = self
            field.hint = hint
            return field
        }

        func optional() -> Field {
            var field = self
            field.isNeeded = false
            return field
        }
    }

    /// A choice of one of several.
    struct Choice: Sendable {
        struct Option: Sendable {
            var value: String
            var label: String
            var isChosen: Bool
        }

        var name: String
        var label: String
        var options: [Option]
    }

    /// A yes or no.
    struct Check: Sendable {
        var name: String
        var label: String
        var isOn: Bool
    }

    struct Link: Sendable {
        var label: String
        var address: String
    }

    var heading: String
    var lead: String?
    /// What there is to read before.
    var paragraphs: [String] = []
    /// Whether there is nothing to fill in, only other ways to go on.
    var isBare = false
    var faults: [String] = []
    /// What went well, said once.
    var news: String?
    var action: String
    var fields: [Field]
    var choices: [Choice] = []
    var checks: [Check] = []
    var button: String
    /// Another way to do the same: a passkey.
    var passkey: PasskeyForm?
    /// Other ways to do the same: links of their own.
    var others: [Link] = []
    /// What else can be done with one button.
    var deeds: [SellingBoard.Deed] = []
    var links: [Link] = []

    /// With the cursor in the first field that is empty.
    func focused() -> FormPage {
        var page = self
        // What is to be read first stays in sight.
        guard paragraphs.isEmpty else { return page }
        if let place = page.fields.firstIndex(where: \.value.isEmpty) { page.fields[place].hasFocus = true }
        return page
    }
}
