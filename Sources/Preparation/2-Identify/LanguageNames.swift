/// Languages as file names write them: ISO 639-1, ISO 639-2/B or /T, BCP 47, or the English name.
package enum LanguageNames {
    /// The ISO 639-2/B code of a language, or nil when the text names none.
    package static func code(of text: String) -> String? {
        let lowered = text.lowercased()
        if let code = table[lowered] { return code }
        guard let dash = lowered.firstIndex(where: { $0 == "-" || $0 == "_" }) else { return nil }
        let region = lowered[lowered.index(after: dash)...]
        guard isRegion(region), let code = table[String(lowered[..<dash])], dash <= lowered.index(lowered.startIndex, offsetBy: 3) else {
            return nil
        }
        return code
    }

    /// Whether a text can follow a language and a dash in BCP 47: a country, a part of the world or a script.
    static func isRegion(_ text: some StringProtocol) -> Bool {
        let lowered = text.lowercased()
        if lowered.utf8.count == 3 { return lowered.utf8.allSatisfy(Byte.isDigit) }
        if scripts.contains(lowered) { return true }
        return lowered.utf8.count == 2 && lowered.utf8.allSatisfy(Byte.isLetter) && lowered != "cc" && lowered != "hi"
    }

    private static let scripts: Set<String> = ["hans", "hant", "latn", "cyrl", "arab", "deva"]

    private static let table: [String: String] = {
        var table: [String: String] = [:]
        for line in lines.split(separator: "\n") {
            let names = line.split(separator: " ").map(String.init)
            let code = names[0] == "-" ? names[1] : names[1]
            for name in names where name != "-" { table[name.replacing("_", with: " ")] = code }
        }
        return table
    }()

    /// ISO 639-1 (or `-`), ISO 639-2/B, then /T where it differs, then English names and what else is common.
    private static let lines = """
        aa aar afar
        ab abk abkhazian
        af afr afrikaans
        ak aka akan
        sq alb sqi albanian
        am amh amharic
        ar ara arabic
        an arg aragonese
        hy arm hye armenian
        as asm assamese
        av ava avaric
        ay aym aymara
        az aze azerbaijani
        ba bak bashkir
        bm bam bambara
        eu baq eus basque
        be bel belarusian
        bn ben bengali
        bi bis bislama
        bs bos bosnian
        br bre breton
        bg bul bulgarian
        my bur mya burmese
        ca cat catalan
        ch cha chamorro
        ce che chechen
        zh chi zho chinese mandarin cantonese
        cv chv chuvash
        kw cor cornish
        co cos corsican
        cs cze ces czech
        da dan danish
        dv div dhivehi
        nl dut nld dutch flemish
        dz dzo dzongkha
        en eng english
        eo epo esperanto
        et est estonian
        ee ewe
        fo fao faroese
        fj fij fijian
        fi fin finnish
        fr fre fra french
        fy fry frisian
        ff ful fulah
        ka geo kat georgian
        de ger deu german
        gd gla gaelic
        ga gle irish
        gl glg galician
        gv glv manx
        el gre ell greek
        gn grn guarani
        gu guj gujarati
        ht hat haitian
        ha hau hausa
        he heb hebrew
        hz her herero
        hi hin hindi
        hr hrv croatian
        hu hun hungarian
        ig ibo igbo
        is ice isl icelandic
        iu iku inuktitut
        id ind indonesian
        it ita italian
        jv jav javanese
        ja jpn japanese
        kl kal kalaallisut greenlandic
        kn kan kannada
        ks kas kashmiri
        kk kaz kazakh
        km khm khmer
        ki kik kikuyu
        rw kin kinyarwanda
        ky kir kyrgyz
        kg kon kongo
        ko kor korean
        ku kur kurdish
        lo lao
        la lat latin
        lv lav latvian
        li lim limburgish
        ln lin lingala
        lt lit lithuanian
        lb ltz luxembourgish
        lg lug ganda
        mk mac mkd macedonian
        mh mah marshallese
        ml mal malayalam
        mi mao mri maori
        mr mar marathi
        ms may msa malay
        mg mlg malagasy
        mt mlt maltese
        mn mon mongolian
        nv nav navajo
        ne nep nepali
        nn nno nynorsk
        nb nob bokmal bokmål
        no nor norwegian
        ny nya chichewa
        oc oci occitan
        or ori odia
        om orm oromo
        pa pan punjabi
        fa per fas persian farsi
        pl pol polish
        pt por portuguese brazilian pb pob
        ps pus pashto
        qu que quechua
        rm roh romansh
        ro rum ron romanian
        rn run rundi
        ru rus russian
        sg sag sango
        sa san sanskrit
        si sin sinhala
        sk slo slk slovak
        sl slv slovenian
        se sme northern_sami
        sm smo samoan
        sn sna shona
        sd snd sindhi
        so som somali
        es spa spanish castilian
        sc srd sardinian
        sr srp serbian
        ss ssw swati
        su sun sundanese
        sw swa swahili
        sv swe swedish
        ty tah tahitian
        ta tam tamil
        tt tat tatar
        te tel telugu
        tg tgk tajik
        tl tgl tagalog
        th tha thai
        bo tib bod tibetan
        ti tir tigrinya
        to ton tonga
        tn tsn tswana
        ts tso tsonga
        tk tuk turkmen
        tr tur turkish
        ug uig uyghur
        uk ukr ukrainian
        ur urd urdu
        uz uzb uzbek
        ve ven venda
        vi vie vietnamese
        cy wel cym welsh
        wo wol wolof
        xh xho xhosa
        yi yid yiddish
        yo yor yoruba
        za zha zhuang
        zu zul zulu
        - fil filipino
        - gsw swiss_german
        - haw hawaiian
        - nds low_german
        - und
        - mul
        - zxx
        """
}
