import KinoraKernel

/// Writes values as JSON; see `Value.json`.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: Value) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .int(let value): append(value.description)
        case .double(let value): append(value.isFinite ? value.description : "null")
        case .string(let value): write(text: value)
        case .date(let moment):
            append("{\"$date\":")
            append(moment.milliseconds.description)
            bytes.append(UInt8(ascii: "}"))
        case .array(let elements): write(elements)
        case .object(let fields): write(fields)
        }
    }

    private mutating func write(_ elements: [Value]) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ fields: [String: Value]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, field) in fields.sorted(by: { $0.key.precedesByBytes($1.key) }).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(text: field.key)
            bytes.append(UInt8(ascii: ":"))
            write(field.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func write(text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy(Self.standsForItself) {
            append(text)
        } else {
            for byte in text.utf8 { write(byte: byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func write(byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            append("\\u00")
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private static func standsForItself(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}
