extension Name {
    /// The text between two places as a person reads it: dots and underscores are spaces, except in initials (`Q.U.A.Y.`) and numbers
    /// (`5.1`), and behind an abbreviation in a name that uses spaces (`Pt. 1`). Nil when nothing is left.
    func text(from: Int, to: Int) -> String? {
        var from = from
        var to = to
        trim(&from, &to)
        guard from < to else { return nil }
        if to < bytes.count, bytes[to] == Byte.dot, isInitial(to - 1), isChained(to - 1) { to += 1 }
        var output: [UInt8] = []
        output.reserveCapacity(to - from)
        var index = from
        while index < to {
            if let hidden = skipped.first(where: { $0.contains(index) }) {
                index = hidden.upperBound
                append(Byte.space, to: &output)
                continue
            }
            switch bytes[index] {
            case Byte.underscore, 9, 10, 13: append(Byte.space, to: &output)
            case Byte.dot: appendDot(index, to: &output, end: to)
            case let byte: append(byte, to: &output)
            }
            index += 1
        }
        while let last = output.last, last == Byte.space || last == Byte.dash { output.removeLast() }
        return output.isEmpty ? nil : String(decoding: output, as: UTF8.self)
    }

    private func append(_ byte: UInt8, to output: inout [UInt8]) {
        if byte == Byte.space, output.isEmpty || output.last == Byte.space { return }
        output.append(byte)
    }

    private func appendDot(_ index: Int, to output: inout [UInt8], end: Int) {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        if index > 0, isInitial(index - 1) {
            if isInitial(index + 1) { return output.append(Byte.dot) }
            if isChained(index - 1) {
                output.append(Byte.dot)
                return append(Byte.space, to: &output)
            }
        }
        if isNumberDot(index) { return output.append(Byte.dot) }
        if hasSpaces, next == Byte.space || next == Byte.dot, index + 1 < end, output.last != Byte.space { return output.append(Byte.dot) }
        append(Byte.space, to: &output)
    }

    /// Whether a lone letter stands at a place.
    private func isInitial(_ index: Int) -> Bool {
        guard index >= 0, index < bytes.count, Byte.isLetter(bytes[index]) else { return false }
        return (index == 0 || !Byte.isWord(bytes[index - 1])) && (index + 1 >= bytes.count || !Byte.isWord(bytes[index + 1]))
    }

    /// Whether the lone letter at a place follows another one and a dot.
    private func isChained(_ index: Int) -> Bool {
        index >= 2 && bytes[index - 1] == Byte.dot && isInitial(index - 2)
    }

    /// Whether a dot stands between two short numbers.
    private func isNumberDot(_ index: Int) -> Bool {
        guard index > 0, index + 1 < bytes.count, Byte.isDigit(bytes[index - 1]), Byte.isDigit(bytes[index + 1]) else { return false }
        var left = index - 1
        while left > 0, Byte.isDigit(bytes[left - 1]) { left -= 1 }
        var right = index + 1
        while right + 1 < bytes.count, Byte.isDigit(bytes[right + 1]) { right += 1 }
        let standsAlone = (left == 0 || !Byte.isWord(bytes[left - 1])) && (right + 1 >= bytes.count || !Byte.isWord(bytes[right + 1]))
        let isMoney = left > 0 && bytes[left - 1] == UInt8(ascii: "$")
        return standsAlone && index - left <= 2 && right - index <= (hasSpaces || isMoney ? 2 : 1)
    }

    private func trim(_ from: inout Int, _ to: inout Int) {
        while from < to, isEdge(bytes[from]) || Byte.isClosing(bytes[from]) {
            // `+1` is a number.
            if bytes[from] == UInt8(ascii: "+"), from + 1 < to, Byte.isDigit(bytes[from + 1]) { break }
            from += 1
        }
        while from < to, isEdge(bytes[to - 1]) || Byte.isOpening(bytes[to - 1]) { to -= 1 }
    }

    private func isEdge(_ byte: UInt8) -> Bool {
        switch byte {
        case Byte.space, Byte.dot, Byte.dash, Byte.underscore, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "+"), UInt8(ascii: "~"),
            UInt8(ascii: "="), UInt8(ascii: "|"), 9, 10, 13:
            true
        default: false
        }
    }
}
